package dev.millrace.postgres.till;

import dev.millrace.payload.PayloadStore;
import dev.millrace.postgres.till.BillTransaction.Paid;
import dev.millrace.provider.Pause;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.Spacing;
import dev.millrace.queue.UntilKept;
import dev.millrace.till.CoverDecision.Bill;
import dev.millrace.till.EndedCall;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
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
  private final PayloadStore payloads;

  Settlements(
      BillTransaction transaction,
      TillConfig config,
      PayloadStore payloads,
      Spacing spacing,
      Pause pause) {
    this.payloads = payloads;
    // Every open call may come here at once, and none may be refused.
    int most = Math.max(config.maxOpen() * 2, config.maxBatch());
    this.batches =
        new GroupCommit<>(
            new GroupCommitLimits(config.maxBatch(), 1, most),
            spacing,
            pause::lasting,
            transaction::settle);
    this.maxWaitingBytes = config.maxWaitingBytes();
  }

  /** Never fails, and nobody has to wait for it: many that end are settled together. */
  CompletableFuture<Paid> settle(Bill bill) {
    var done = new CompletableFuture<Paid>();
    long bytes = sizeOf(bill.call());
    waitingBytes.addAndGet(bytes);
    waiting.add(done);
    kept(bill)
        .chain(small -> settling.insist(batches.add(small)))
        .subscribe()
        .with(
            paid -> {
              waitingBytes.addAndGet(-bytes);
              waiting.remove(done);
              done.complete(paid);
            });
    return done;
  }

  /** What is large goes into the store first; an input that is not to be stored goes nowhere. */
  private Uni<Bill> kept(Bill bill) {
    var call = bill.call();
    boolean large =
        (call.stored() && payloads.isLarge(call.input()))
            || call.output().filter(payloads::isLarge).isPresent();
    if (!large) {
      return Uni.createFrom().item(bill);
    }
    var input =
        call.stored()
            ? payloads.keepInput(call.request(), call.input())
            : Uni.createFrom().item(call.input());
    var output =
        call.output()
            .map(text -> payloads.keepOutput(call.request(), 1, text).map(Optional::of))
            .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    return Uni.combine()
        .all()
        .unis(input, output)
        .with((in, out) -> new Bill(bill.reservation(), bill.node(), call.with(in, out)));
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
