package dev.millrace.worker.execute;

import dev.millrace.payload.PayloadStore;
import dev.millrace.postgres.queue.SettlementConfig;
import dev.millrace.provider.Pause;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Spacing;
import dev.millrace.queue.UntilKept;
import dev.millrace.queue.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/**
 * Settles in batches. A result is never given up: while the database is away its verdict waits and
 * is tried again; if another worker took the request over meanwhile, the attempt number decides.
 */
@ApplicationScoped
class Settler {
  private final GroupCommit<Verdict.Of, Settled> batches;
  private final UntilKept settling = new UntilKept("settling");
  private final PayloadStore payloads;

  Settler(
      RequestQueue queue,
      SettlementConfig settlement,
      ExecuteConfig execute,
      PayloadStore payloads,
      Pause pause,
      InstantSource clock) {
    this.payloads = payloads;
    // Every running request may have a verdict waiting, and none may be refused.
    int waiting = Math.max(execute.concurrency() * 2, settlement.maxBatch());
    this.batches =
        new GroupCommit<>(
            new GroupCommitLimits(settlement.maxBatch(), settlement.batchesInFlight(), waiting),
            new Spacing(settlement.batchesApart(), clock),
            pause::lasting,
            queue::settle);
  }

  /** Never fails. */
  Uni<Settled> settle(Verdict.Of verdict) {
    return verdict.verdict() instanceof Verdict.Complete complete
            && payloads.isLarge(complete.output())
        ? settleLarge(verdict, complete)
        : settling.insist(batches.add(verdict));
  }

  /** The bytes first, so that no completed request is without its output. */
  private Uni<Settled> settleLarge(Verdict.Of verdict, Verdict.Complete complete) {
    var claim = verdict.claim();
    return payloads
        .keepOutput(claim.request(), claim.attempt(), complete.output())
        .chain(
            output ->
                settling
                    .insist(batches.add(of(verdict, complete.withOutput(output))))
                    .invoke(settled -> dropUnlessKept(settled, output)));
  }

  private static Verdict.Of of(Verdict.Of verdict, Verdict.Complete complete) {
    return new Verdict.Of(verdict.claim(), verdict.route(), complete, verdict.at());
  }

  /**
   * A verdict that was tried again may have been kept by a try whose answer was lost, and then
   * counts as superseded; so only one that became another verdict says for sure that nothing names
   * the output. The walk for orphans finds the rest.
   */
  private void dropUnlessKept(Settled settled, String output) {
    if (settled.instead().isPresent()) {
      payloads.drop(output);
    }
  }
}
