package dev.millrace.worker.webhook;

import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.webhook.Attempted;
import dev.millrace.webhook.Delivery;
import dev.millrace.webhook.DeliveryQueue;
import dev.millrace.webhook.Line;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Takes deliveries that are due and sees each one through. It is woken when something may be due,
 * and claims as long as there is something and it has room. All state is one event loop's.
 */
final class Courier {
  private static final Logger LOG = Logger.getLogger(Courier.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final UUID id = UUID.randomUUID();
  private final Vertx vertx;
  private final Context context;
  private final DeliveryQueue queue;
  private final Function<List<Delivery>, List<Uni<Attempted>>> errands;
  private final InstantSource clock;
  private final DeliveryConfig config;
  private final GroupCommit<Attempted, Boolean> records;
  private final Map<Line, Integer> underWay = new HashMap<>();
  private final CountDownLatch idle = new CountDownLatch(1);
  private int taken;
  private Line after = Line.NONE;
  private boolean claiming;
  private boolean woken;
  private boolean stopping;

  /**
   * @param errands sees deliveries through, each by itself; none fails
   */
  Courier(
      Vertx vertx,
      DeliveryQueue queue,
      Function<List<Delivery>, List<Uni<Attempted>>> errands,
      InstantSource clock,
      DeliveryConfig config) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.queue = queue;
    this.errands = errands;
    this.clock = clock;
    this.config = config;
    this.records =
        new GroupCommit<>(
            new GroupCommitLimits(config.concurrency(), 1, config.concurrency()), this::record);
  }

  void start() {
    poll();
  }

  /** Something may be due. */
  void wake() {
    context.runOnContext(turn -> claimOrNote());
  }

  /** Takes no more; the latch opens when nothing is under way. */
  CountDownLatch drain() {
    context.runOnContext(
        turn -> {
          stopping = true;
          openWhenIdle();
        });
    return idle;
  }

  /** Lets other workers have what this one could not deliver. */
  Uni<Void> giveBack() {
    return queue.giveBack(id, clock.instant());
  }

  private void poll() {
    wake();
    context.runOnContext(
        turn ->
            vertx.setTimer(
                config.pollEvery().toMillis(),
                timer -> {
                  if (!stopping) {
                    poll();
                  }
                }));
  }

  private void claimOrNote() {
    woken = true;
    claimOnce();
  }

  private void claimOnce() {
    var room = config.concurrency() - taken;
    if (claiming || stopping || !woken || room <= 0) {
      return;
    }
    claiming = true;
    woken = false;
    var now = clock.instant();
    queue
        .claim(
            new DeliveryQueue.Claiming(
                id,
                now,
                now.plus(config.lease()),
                room,
                new DeliveryQueue.Shares(
                    config.perLine(), config.perAccount(), config.perReceiver()),
                Map.copyOf(underWay),
                after))
        .subscribe()
        .with(
            claimed -> context.runOnContext(turn -> claimed(claimed)),
            failure -> context.runOnContext(turn -> notClaimed(failure)));
  }

  private void claimed(DeliveryQueue.Claimed claimed) {
    claiming = false;
    after = claimed.next();
    // There may be more behind these, or behind the lines that were looked at.
    woken |= !claimed.deliveries().isEmpty() || !after.equals(Line.NONE);
    claimed.deliveries().forEach(this::take);
    var running = errands.apply(claimed.deliveries());
    for (int i = 0; i < running.size(); i++) {
      run(claimed.deliveries().get(i), running.get(i));
    }
    openWhenIdle();
    claimOnce();
  }

  private void notClaimed(Throwable failure) {
    claiming = false;
    LOG.warnf("webhook deliveries are claimed again later: %s", failure.getMessage());
    openWhenIdle();
  }

  private void run(Delivery delivery, Uni<Attempted> errand) {
    errand
        .chain(records::add)
        .subscribe()
        .with(
            done -> ended(delivery),
            failure -> {
              LOG.warnf(
                  "a webhook delivery is made again when its lease is over: delivery=%s: %s",
                  delivery.id(), failure.getMessage());
              ended(delivery);
            });
  }

  /** Until it is written down how they went, deliveries keep their places: so memory is bounded. */
  private Uni<List<Boolean>> record(List<Attempted> attempts) {
    return Uni.createFrom()
        .deferred(() -> queue.record(id, attempts, clock.instant()))
        .onFailure()
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .expireIn(config.lease().toMillis())
        .replaceWith(Collections.nCopies(attempts.size(), true));
  }

  private void take(Delivery delivery) {
    taken++;
    underWay.merge(delivery.line(), 1, Integer::sum);
  }

  private void ended(Delivery delivery) {
    context.runOnContext(
        turn -> {
          taken--;
          underWay.computeIfPresent(delivery.line(), (line, n) -> n == 1 ? null : n - 1);
          openWhenIdle();
          claimOrNote();
        });
  }

  private void openWhenIdle() {
    if (stopping && taken == 0 && !claiming) {
      idle.countDown();
    }
  }
}
