package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Lets a caller wait for news of a request. What a wait ends with says nothing: whoever waited
 * reads the request again.
 */
public interface Waits {
  /**
   * Ends when the request has moved past transition {@code sequence}, or after {@code atMost};
   * never fails. Cancelling the subscription ends the wait.
   */
  Uni<Void> untilMoved(AccountId account, RequestId request, int sequence, Duration atMost);

  /** Ends when the request is terminal, or after {@code atMost}; never fails. */
  Uni<Void> untilTerminal(AccountId account, RequestId request, Duration atMost);
}
