package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Requests as their owners see them. A foreign request is as unknown as one that never was. */
public interface Requests {
  Uni<Optional<RequestView>> find(AccountId account, RequestId id);

  Uni<Payloads> payloadsOf(RequestId id);

  /**
   * Cancels a queued request at once and asks the worker of a running one to stop.
   *
   * @return the request as it stands then; a terminal one is left as it is
   */
  Uni<Optional<CancelResult>> cancel(AccountId account, RequestId id, Instant now);

  /** What a cancel found and did. {@code cancelledNow} is true for exactly one caller. */
  record CancelResult(RequestView request, boolean cancelledNow) {}
}
