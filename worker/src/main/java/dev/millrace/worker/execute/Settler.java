package dev.millrace.worker.execute;

import dev.millrace.postgres.queue.SettlementConfig;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Settled;
import dev.millrace.queue.UntilKept;
import dev.millrace.queue.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Settles in batches. A result is never given up: while the database is away its verdict waits and
 * is tried again; if another worker took the request over meanwhile, the attempt number decides.
 */
@ApplicationScoped
class Settler {
  private final GroupCommit<Verdict.Of, Settled> batches;
  private final UntilKept settling = new UntilKept("settling");

  Settler(RequestQueue queue, SettlementConfig settlement, ExecuteConfig execute) {
    // Every running request may have a verdict waiting, and none may be refused.
    int waiting = Math.max(execute.concurrency() * 2, settlement.maxBatch());
    this.batches =
        new GroupCommit<>(
            new GroupCommitLimits(settlement.maxBatch(), settlement.batchesInFlight(), waiting),
            queue::settle);
  }

  /** Never fails. */
  Uni<Settled> settle(Verdict.Of verdict) {
    return settling.insist(batches.add(verdict));
  }
}
