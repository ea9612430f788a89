package dev.millrace.history;

import dev.millrace.account.AccountId;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests of the past and present, as their owners look for them. */
public interface History {
  /**
   * One account's requests that pass the filter, newest first.
   *
   * <p>Fails with {@link dev.millrace.fault.FaultCode#SEARCH_TOO_WIDE} when they are not found in
   * the time that one search may take.
   */
  Uni<HistoryPage> list(AccountId account, HistoryFilter filter, HistorySlice slice);

  /**
   * The stored payloads of these requests. One of more than {@code longest} bytes comes as {@code
   * {"_elided":true}}; requests without stored payloads are not in the answer.
   */
  Uni<Map<RequestId, Payloads>> payloadsOf(List<RequestId> ids, int longest);

  /** Its attempts in order, the running one included. */
  Uni<List<PastAttempt>> attemptsOf(RequestId id);

  /** A request that its owner made public, whoever that is. */
  Uni<Optional<RequestView>> findPublic(RequestId id);

  /**
   * Makes a request public, or private again.
   *
   * @return whether the account has such a request
   */
  Uni<Boolean> publish(AccountId account, RequestId id, boolean isPublic);
}
