package dev.millrace.api.call;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The calls that are under way at this process: so many and no more, and none when it stops. */
@ApplicationScoped
public class CallPlaces {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final int most;
  private final Duration drainWithin;
  private final Vertx vertx;
  private final AtomicInteger taken = new AtomicInteger();
  private final Set<UniEmitter<? super Void>> listening = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;
  private volatile boolean stopped;

  public CallPlaces(CallConfig config, Vertx vertx, MeterRegistry registry) {
    if (config.maxCalls() < 1) {
      throw new IllegalArgumentException(
          "millrace.run.max-calls must be at least 1, not " + config.maxCalls());
    }
    this.most = config.maxCalls();
    this.drainWithin = config.drainWithin();
    this.vertx = vertx;
    Gauge.builder("millrace.calls.running", taken::get)
        .description("Calls under way that are answered at once")
        .register(registry);
  }

  /**
   * Takes a place.
   *
   * @throws FaultException OVERLOADED when there is none, or when this process stops
   */
  Place take() {
    if (draining) {
      throw refused("this process is about to stop; repeat the call, and another takes it");
    }
    if (taken.incrementAndGet() > most) {
      taken.decrementAndGet();
      throw refused(
          "this process runs %d calls and takes no more; repeat the call, or use the queue"
              .formatted(most));
    }
    return new Place();
  }

  private static FaultException refused(String why) {
    return new FaultException(Fault.of(FaultCode.OVERLOADED, why).retryAfter(SOON));
  }

  /** Has its item when calls under way must end. Unsubscribing changes nothing for the others. */
  Uni<Fault> stopped() {
    return Uni.createFrom()
        .<Void>emitter(this::listen)
        .map(
            now ->
                Fault.of(
                        FaultCode.OVERLOADED,
                        "this process stops, and the call was not done; repeat it")
                    .retryAfter(SOON));
  }

  /** Whoever ends before the stop is forgotten: a process sees many calls before it stops. */
  private void listen(UniEmitter<? super Void> emitter) {
    listening.add(emitter);
    emitter.onTermination(() -> listening.remove(emitter));
    if (stopped) {
      emitter.complete(null);
    }
  }

  /** How many wait to hear of the stop. */
  int listeners() {
    return listening.size();
  }

  /** Whether calls under way must end. */
  boolean isStopping() {
    return stopped;
  }

  void onDrain(@Observes ShutdownDelayInitiatedEvent drain) {
    draining = true;
    vertx.setTimer(Math.max(1, drainWithin.toMillis()), late -> stop());
  }

  void onStop(@Observes ShutdownEvent stop) {
    stop();
  }

  private void stop() {
    stopped = true;
    listening.forEach(emitter -> emitter.complete(null));
  }

  /** One call's. */
  final class Place implements AutoCloseable {
    private final AtomicBoolean left = new AtomicBoolean();

    /** Once is enough; more does no harm. */
    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        taken.decrementAndGet();
      }
    }
  }
}
