package dev.millrace.queue;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Batches by load: while a batch is in flight the next one gathers, and batches that are not small
 * may keep a distance. A lone item waits for nobody; a thousand share one round trip. The distance
 * ends early once as many wait as there were when the last batch ended, in it and behind it: where
 * each caller comes back with its next item, nobody else will come.
 *
 * <p>Thread-safe. What waits is bounded: beyond that, items are refused with {@link
 * FaultCode#OVERLOADED}.
 */
public final class GroupCommit<I, O> {
  private record Waiting<I, O>(I item, UniEmitter<? super O> emitter) {}

  private final Function<List<I>, Uni<List<O>>> work;
  private final GroupCommitLimits limits;
  private final ConcurrentLinkedQueue<Waiting<I, O>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Spacing spacing;
  private final Function<Duration, Uni<Void>> pause;
  private final AtomicBoolean pausing = new AtomicBoolean();
  private volatile int everybody = Integer.MAX_VALUE;

  /**
   * One whose batches keep no distance.
   *
   * @param work does a batch; its answers stand in the order of the items. When it fails, every
   *     item of the batch fails with that failure.
   */
  public GroupCommit(GroupCommitLimits limits, Function<List<I>, Uni<List<O>>> work) {
    this(limits, Spacing.none(), time -> Uni.createFrom().voidItem(), work);
  }

  /**
   * One whose batches keep a distance, but for full ones.
   *
   * @param pause ends after a while
   * @param work as above
   */
  public GroupCommit(
      GroupCommitLimits limits,
      Spacing spacing,
      Function<Duration, Uni<Void>> pause,
      Function<List<I>, Uni<List<O>>> work) {
    this.limits = limits;
    this.spacing = spacing;
    this.pause = pause;
    this.work = work;
  }

  /** Adds an item to the next batch. */
  public Uni<O> add(I item) {
    return Uni.createFrom().emitter(emitter -> enqueue(item, emitter));
  }

  /** How many items wait for a batch. */
  public int waiting() {
    return waiting.get();
  }

  private void enqueue(I item, UniEmitter<? super O> emitter) {
    if (waiting.incrementAndGet() > limits.maxWaiting()) {
      waiting.decrementAndGet();
      emitter.fail(
          new FaultException(
              FaultCode.OVERLOADED, "more arrives than can be written down; try again shortly"));
      return;
    }
    queue.add(new Waiting<>(item, emitter));
    startBatches();
  }

  private void startBatches() {
    while (!queue.isEmpty() && isTime() && takePlace()) {
      var batch = take();
      if (batch.isEmpty()) {
        inFlight.decrementAndGet();
      } else {
        run(batch);
      }
    }
  }

  /** Whether the next batch may begin; if not, it comes when it may. */
  private boolean isTime() {
    var left = spacing.left();
    if (left.isZero() || waiting.get() >= Math.min(limits.maxBatch(), everybody)) {
      return true;
    }
    if (pausing.compareAndSet(false, true)) {
      pause.apply(left).subscribe().with(over -> goOn(), failure -> goOn());
    }
    return false;
  }

  private void goOn() {
    pausing.set(false);
    startBatches();
  }

  /**
   * Counts only what has a place. A place counted for a moment and given back would look taken to
   * the batch that ends just then, and the item behind it would wait for nobody.
   */
  private boolean takePlace() {
    int most = limits.batchesInFlight();
    return inFlight.getAndUpdate(taken -> Math.min(taken + 1, most)) < most;
  }

  private List<Waiting<I, O>> take() {
    var batch = new ArrayList<Waiting<I, O>>();
    while (batch.size() < limits.maxBatch()) {
      var next = queue.poll();
      if (next == null) {
        break;
      }
      batch.add(next);
    }
    waiting.addAndGet(-batch.size());
    return batch;
  }

  private void run(List<Waiting<I, O>> batch) {
    spacing.begun(batch.size());
    var items = batch.stream().map(Waiting::item).toList();
    Uni.createFrom()
        .deferred(() -> work.apply(items))
        .subscribe()
        .with(answers -> finish(batch, answers), failure -> failAll(batch, failure));
  }

  private void finish(List<Waiting<I, O>> batch, List<O> answers) {
    int answered = answers == null ? 0 : answers.size();
    if (answered != batch.size()) {
      failAll(
          batch,
          new IllegalStateException(
              "a batch of %d items got %d answers".formatted(batch.size(), answered)));
      return;
    }
    batchEnded(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).emitter().complete(answers.get(i));
    }
  }

  private void failAll(List<Waiting<I, O>> batch, Throwable failure) {
    batchEnded(batch.size());
    batch.forEach(entry -> entry.emitter().fail(failure));
  }

  private void batchEnded(int items) {
    everybody = items + waiting.get();
    inFlight.decrementAndGet();
    startBatches();
  }
}
