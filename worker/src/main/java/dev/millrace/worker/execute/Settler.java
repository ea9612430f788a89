package dev.millrace.worker.execute;

import dev.millrace.postgres.queue.SettlementConfig;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Settles in batches. A result is never given up: while the database is away its verdict waits and
 * is tried again; if another worker took the request over meanwhile, the attempt number decides.
 */
@ApplicationScoped
class Settler {
  private static final Logger LOG = Logger.getLogger(Settler.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final GroupCommit<Verdict.Of, Settled> batches;
  private final AtomicBoolean away = new AtomicBoolean();

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
    return batches
        .add(verdict)
        .onFailure()
        .invoke(failure -> tellOnce(verdict, failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely()
        .invoke(settled -> away.set(false));
  }

  /** An outage holds up hundreds of verdicts, each many times over: one line says it. */
  private void tellOnce(Verdict.Of verdict, Throwable failure) {
    if (away.compareAndSet(false, true)) {
      LOG.warnf("settling waits, and goes on by itself: %s", failure.getMessage());
    }
    LOG.debugf(
        "settling waits request=%s attempt=%d: %s",
        verdict.claim().request(), verdict.claim().attempt(), failure.getMessage());
  }
}
