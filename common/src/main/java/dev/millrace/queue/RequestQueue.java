package dev.millrace.queue;

import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/**
 * The queue as a worker sees it. Every Uni fails only when the database does not answer. Contract:
 * {@code RequestQueueContract} in the tests.
 */
public interface RequestQueue {
  /**
   * Claims those of {@code ids} that wait and are due. Never gives one request to two workers.
   * Those not in the answer could not be claimed; {@link #standingOf} says why.
   */
  Uni<List<Claim>> claim(WorkerId worker, List<RequestId> ids, Instant now);

  /**
   * Claims those of {@code ids} whose worker has been silent since {@code silentSince}, or is
   * {@code worker} itself, under their next attempt number.
   */
  Uni<List<Claim>> takeOver(WorkerId worker, List<RequestId> ids, Instant silentSince, Instant now);

  /** How those of {@code ids} stand that exist. */
  Uni<List<Standing>> standingOf(List<RequestId> ids, Instant silentSince);

  /**
   * Applies each verdict whose claim still holds, with its charge and its released hold, in one
   * transaction. A verdict that would put a request back into the queue whose caller has asked for
   * it back ends it as CANCELLED instead. A verdict that the database refuses for what it holds
   * becomes a failure of ours, alone; the others of the batch are not touched by it.
   *
   * @return what each did, in the order of {@code verdicts}
   */
  Uni<List<Settled>> settle(List<Verdict.Of> verdicts);

  /**
   * Which of the attempts that {@code worker} runs it is to stop: those whose callers want them
   * back, and those that are no longer its own.
   */
  Uni<List<Recall>> recalls(WorkerId worker, List<AttemptId> running);
}
