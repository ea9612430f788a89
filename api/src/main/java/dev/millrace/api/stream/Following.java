package dev.millrace.api.stream;

import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * One who follows an account, and waits for news of its requests. What a wait ends with says
 * nothing: whoever waited reads the request again. Cancelling its subscription ends a wait, and so
 * does the drain of this process. Thread-safe.
 */
public interface Following extends AutoCloseable {
  /**
   * Ends when the request has moved past transition {@code sequence}, or after {@code atMost};
   * never fails.
   *
   * @param sequence what was read since this one follows the account
   */
  Uni<Void> untilMoved(RequestId request, int sequence, Duration atMost);

  /**
   * Ends when the request is terminal, or after {@code atMost}; never fails.
   *
   * @param sequence as above; of a transition that was not terminal
   */
  Uni<Void> untilTerminal(RequestId request, int sequence, Duration atMost);

  /** Waits that are under way hear nothing any more. Again does no harm. */
  @Override
  void close();
}
