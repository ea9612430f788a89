package dev.millrace.postgres.till;

import dev.millrace.postgres.till.BillTransaction.Paid;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.UntilKept;
import dev.millrace.till.CoverDecision.Bill;
import dev.millrace.till.EndedCall;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Settles ended calls in batches, and insists for as long as the database is away. What waits is
 * bounded by what may begin: see {@link #isFull()}.
 */
final class Settlements {
  private final GroupCommit<Bill, Paid> batches;
  private final UntilKept settling = new UntilKept("settling answered calls");
  private final Set<CompletableFuture<Paid>> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final long maxWaitingBytes;

  Settlements(BillTransaction transaction, TillConfig config) {
    // Every open call may come here at once, and none may be refused.
    int most = Math.max(config.maxOpen() * 2, config.maxBatch());
    this.batches =
        new GroupCommit<>(new GroupCommitLimits(config.maxBatch(), 1, most), transaction::settle);
    this.maxWaitingBytes = config.maxWaitingBytes();
  }

  /** Begins at once and never fails; nobody has to wait for it. */
  CompletableFuture<Paid> settle(Bill bill) {
    var done = new CompletableFuture<Paid>();
    long bytes = sizeOf(bill.call());
    waitingBytes.addAndGet(bytes);
    waiting.add(done);
    settling
        .insist(batches.add(bill))
        .subscribe()
        .with(
            paid -> {
              waitingBytes.addAndGet(-bytes);
              waiting.remove(done);
              done.complete(paid);
            });
    return done;
  }

  /** Whether so much waits to be written that no further call may begin. */
  boolean isFull() {
    return waitingBytes.get() > maxWaitingBytes;
  }

  int waiting() {
    return waiting.size();
  }

  /** Has its item once all that has ended by now is settled. */
  Uni<Void> drained() {
    return Uni.createFrom()
        .completionStage(CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)));
  }

  private static long sizeOf(EndedCall call) {
    return call.input().length() + call.output().map(String::length).orElse(0);
  }
}
