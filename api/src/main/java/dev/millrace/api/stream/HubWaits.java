package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Waits at the hub, in memory: to follow and to wait asks nobody else. */
@ApplicationScoped
public class HubWaits implements Waits {
  private final Hub hub;
  private final Vertx vertx;
  private final StreamMetrics metrics;
  private final int most;
  private final Set<Waiting> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  HubWaits(Hub hub, Vertx vertx, StreamMetrics metrics, StreamConfig config) {
    this.hub = hub;
    this.vertx = vertx;
    this.metrics = metrics;
    this.most = config.maxWaits();
  }

  @Override
  public <T> Uni<T> following(AccountId account, Function<Following, Uni<T>> task) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var following = new Followed(account, true);
              return Uni.createFrom()
                  .deferred(() -> task.apply(following))
                  .onTermination()
                  .invoke(following::close);
            });
  }

  @Override
  public Following followEvenInDrain(AccountId account) {
    return new Followed(account, false);
  }

  /** Lets every caller that waits have its answer before the process goes. */
  void onDrain(@Observes ShutdownDelayInitiatedEvent drain) {
    draining = true;
    open.stream().filter(Waiting::endsAtDrain).forEach(Waiting::finish);
  }

  /** An account as one follows it, from the making of this on. */
  private final class Followed implements Following {
    private final Topic topic;
    private final long losses;
    private final boolean endsAtDrain;
    private final AtomicBoolean left = new AtomicBoolean();

    Followed(AccountId account, boolean endsAtDrain) {
      this.topic = hub.follow(account);
      this.losses = hub.losses(topic);
      this.endsAtDrain = endsAtDrain;
    }

    @Override
    public Uni<Void> untilMoved(RequestId request, int sequence, Duration atMost) {
      return waiting(request, sequence, false, atMost);
    }

    @Override
    public Uni<Void> untilTerminal(RequestId request, int sequence, Duration atMost) {
      return waiting(request, sequence, true, atMost);
    }

    private Uni<Void> waiting(RequestId request, int sequence, boolean toItsEnd, Duration atMost) {
      return Uni.createFrom()
          .emitter(
              emitter -> {
                if (endsAtDrain && (draining || metrics.waiting().get() >= most)) {
                  emitter.complete(null);
                } else {
                  new Waiting(this, new Asked(request, sequence, toItsEnd), emitter).begin(atMost);
                }
              });
    }

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        hub.leave(topic);
      }
    }
  }

  private record Asked(RequestId request, int sequence, boolean untilTerminal) {}

  /** One wait, from its begin to whichever of its ends comes first. */
  private final class Waiting {
    private final Followed by;
    private final Wait wait;
    private final UniEmitter<? super Void> emitter;
    private final Context context = vertx.getOrCreateContext();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long timer = -1;

    Waiting(Followed by, Asked asked, UniEmitter<? super Void> emitter) {
      this.by = by;
      this.wait = new Wait(asked.request(), asked.sequence(), asked.untilTerminal(), this::finish);
      this.emitter = emitter;
    }

    boolean endsAtDrain() {
      return by.endsAtDrain;
    }

    void begin(Duration atMost) {
      metrics.waiting().incrementAndGet();
      open.add(this);
      emitter.onTermination(this::end);
      timer = vertx.setTimer(Math.max(1, atMost.toMillis()), late -> finish());
      if (!hub.add(by.topic, wait, by.losses)) {
        finish();
      }
      if (over.get()) { // its caller may have left before all of this was there to be let go
        letGo();
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
      open.remove(this);
      metrics.waiting().decrementAndGet();
      letGo();
      return true;
    }

    private void letGo() {
      if (timer >= 0) {
        vertx.cancelTimer(timer);
      }
      hub.remove(by.topic, wait);
    }
  }
}
