package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker's right to run one attempt of a request. It holds until another claim follows.
 *
 * @param attempt the number that results must carry
 * @param deferrals how many earlier attempts the provider put off
 * @param sequence the transition's number, for its announcement
 * @param input the model's fields, as JSON
 * @param held what was set aside at admission: no charge exceeds it
 * @param claimedAt when this attempt began
 * @param origin what is known of the request since its admission
 */
public record Claim(
    RequestId request,
    AccountId account,
    ModelName model,
    int attempt,
    int deferrals,
    int sequence,
    String input,
    Money held,
    String rateCard,
    String correlationId,
    Instant claimedAt,
    Origin origin) {

  /**
   * @param startedAt when its first attempt began
   * @param stored whether its payloads are kept once it has ended
   * @param hasWebhook whether its caller wants to be called
   */
  public record Origin(
      Instant createdAt,
      Instant startedAt,
      Deadlines deadlines,
      boolean stored,
      boolean hasWebhook) {}

  /** What is announced when it is taken. */
  public RequestEvent started() {
    return event(sequence, RequestStatus.IN_PROGRESS, claimedAt, Optional.empty());
  }

  /**
   * What is announced when it is settled.
   *
   * @param ended how it ended; empty when it goes back to the queue
   */
  public RequestEvent settled(
      Settled settled, RequestStatus status, Instant at, Optional<RequestEvent.Ended> ended) {
    return event(settled.sequence(), status, at, ended);
  }

  private RequestEvent event(
      int number, RequestStatus status, Instant at, Optional<RequestEvent.Ended> ended) {
    return new RequestEvent(
        request,
        account,
        model,
        number,
        status,
        attempt,
        at,
        origin.createdAt(),
        Optional.of(origin.startedAt()),
        ended,
        origin.hasWebhook());
  }
}
