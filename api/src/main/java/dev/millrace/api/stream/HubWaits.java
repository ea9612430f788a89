package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Standing;
import dev.millrace.request.RequestId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits at the hub. A wait begins with following the account; the request is looked at afterwards,
 * so that nothing can happen in between unheard. Looks are batched by load.
 */
@ApplicationScoped
public class HubWaits implements Waits {
  private static final GroupCommitLimits LIMITS = new GroupCommitLimits(500, 2, 100_000);

  private final Hub hub;
  private final Vertx vertx;
  private final StreamMetrics metrics;
  private final int most;
  private final GroupCommit<RequestId, Optional<Standing>> looks;
  private final Set<Waiting> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  HubWaits(Hub hub, RequestQueue queue, Vertx vertx, StreamMetrics metrics, StreamConfig config) {
    this.hub = hub;
    this.vertx = vertx;
    this.metrics = metrics;
    this.most = config.maxWaits();
    this.looks = new GroupCommit<>(LIMITS, ids -> look(queue, ids));
  }

  private static Uni<List<Optional<Standing>>> look(RequestQueue queue, List<RequestId> ids) {
    return queue
        .standingOf(List.copyOf(Set.copyOf(ids)), Instant.EPOCH)
        .map(
            standings -> {
              Map<RequestId, Standing> found = new HashMap<>();
              standings.forEach(standing -> found.put(standing.request(), standing));
              return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
            });
  }

  @Override
  public Uni<Void> untilMoved(AccountId account, RequestId request, int sequence, Duration atMost) {
    return waiting(account, new Asked(request, sequence, false), atMost, true);
  }

  @Override
  public Uni<Void> untilTerminal(AccountId account, RequestId request, Duration atMost) {
    return waiting(account, new Asked(request, -1, true), atMost, true);
  }

  /** As {@link #untilMoved}, but goes on while this process drains. */
  public Uni<Void> untilMovedEvenInDrain(
      AccountId account, RequestId request, int sequence, Duration atMost) {
    return waiting(account, new Asked(request, sequence, false), atMost, false);
  }

  /** Lets every caller that waits have its answer before the process goes. */
  void onDrain(@Observes ShutdownDelayInitiatedEvent drain) {
    draining = true;
    open.stream().filter(wait -> wait.endsAtDrain).forEach(Waiting::finish);
  }

  private record Asked(RequestId request, int sequence, boolean untilTerminal) {}

  private Uni<Void> waiting(AccountId account, Asked asked, Duration atMost, boolean endsAtDrain) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              if (endsAtDrain && (draining || metrics.waiting().get() >= most)) {
                emitter.complete(null);
              } else {
                new Waiting(account, asked, emitter, endsAtDrain).begin(atMost);
              }
            });
  }

  /** One wait, from its begin to whichever of its ends comes first. */
  private final class Waiting {
    private final Topic topic;
    private final Wait wait;
    private final UniEmitter<? super Void> emitter;
    private final boolean endsAtDrain;
    private final Context context = vertx.getOrCreateContext();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long timer = -1;

    Waiting(AccountId account, Asked asked, UniEmitter<? super Void> emitter, boolean endsAtDrain) {
      this.topic = hub.follow(account);
      this.wait = new Wait(asked.request(), asked.sequence(), asked.untilTerminal(), this::finish);
      this.emitter = emitter;
      this.endsAtDrain = endsAtDrain;
    }

    void begin(Duration atMost) {
      metrics.waiting().incrementAndGet();
      open.add(this);
      emitter.onTermination(this::end);
      hub.add(topic, wait);
      timer = vertx.setTimer(Math.max(1, atMost.toMillis()), late -> finish());
      if (over.get()) {
        vertx.cancelTimer(timer);
        return;
      }
      looks
          .add(wait.request())
          .subscribe()
          .with(this::looked, failure -> {}); // the timer ends it, if no news does
    }

    private void looked(Optional<Standing> found) {
      if (found.isEmpty()
          || wait.isOver(found.get().transition().sequence(), found.get().status().isTerminal())) {
        finish();
      } else {
        hub.knowInFlight(topic, Map.of(wait.request(), found.get().transition().sequence()));
      }
    }

    void finish() {
      if (end()) {
        context.runOnContext(turn -> emitter.complete(null));
      }
    }

    /** True for the first that ends it. */
    private boolean end() {
      if (!over.compareAndSet(false, true)) {
        return false;
      }
      if (timer >= 0) {
        vertx.cancelTimer(timer);
      }
      open.remove(this);
      metrics.waiting().decrementAndGet();
      hub.remove(topic, wait);
      hub.leave(topic);
      return true;
    }
  }
}
