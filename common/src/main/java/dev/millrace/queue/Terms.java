package dev.millrace.queue;

import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import java.util.Optional;

/**
 * What a caller says about a request beside its input.
 *
 * @param stored false when no payload may stay behind once it has ended
 * @param shared true when any key may read it
 * @param retryOf the request whose input it takes up again
 */
public record Terms(
    Lane lane,
    Deadlines deadlines,
    boolean stored,
    boolean shared,
    Optional<WebhookTarget> webhook,
    Optional<RequestId> retryOf) {

  /** Nothing but a lane was said. */
  public static Terms of(Lane lane) {
    return new Terms(lane, Deadlines.NONE, true, false, Optional.empty(), Optional.empty());
  }

  public Terms within(Deadlines asked) {
    return new Terms(lane, asked, stored, shared, webhook, retryOf);
  }

  public Terms stored(boolean asked) {
    return new Terms(lane, deadlines, asked, shared, webhook, retryOf);
  }

  public Terms shared(boolean asked) {
    return new Terms(lane, deadlines, stored, asked, webhook, retryOf);
  }

  public Terms calling(Optional<WebhookTarget> asked) {
    return new Terms(lane, deadlines, stored, shared, asked, retryOf);
  }

  public Terms retryOf(RequestId original) {
    return new Terms(lane, deadlines, stored, shared, webhook, Optional.of(original));
  }
}
