package dev.millrace.route;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultException;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.model.RouteKey;
import dev.millrace.request.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** The circuit breaker of one route. */
final class RouteBreaker {
  private static final Logger LOG = Logger.getLogger(RouteBreaker.class);
  private static final Duration WHILE_TRIED = Duration.ofSeconds(1);

  private final ModelName model;
  private final Route route;
  private final CircuitBreaker breaker;
  private final InstantSource clock;
  private final Counter opened;
  private final AtomicInteger changes = new AtomicInteger();
  private volatile Instant openUntil = Instant.MIN;

  RouteBreaker(
      ModelName model,
      Route route,
      CircuitBreakerConfig config,
      InstantSource clock,
      Counter opened) {
    this.model = model;
    this.route = route;
    this.clock = clock;
    this.opened = opened;
    this.breaker = CircuitBreaker.of(model + " " + route.name(), config);
    breaker.getEventPublisher().onStateTransition(this::changed);
  }

  /** The right to one call. */
  final class Pass {
    private final int change = changes.get();
    private final AtomicBoolean handedIn = new AtomicBoolean();

    /** Says what came of the call; only the first word counts. */
    void handIn(Outcome outcome) {
      if (handedIn.compareAndSet(false, true) && change == changes.get()) {
        record(outcome);
      }
    }

    /** Says that the provider did what it was asked for. */
    void worked() {
      if (handedIn.compareAndSet(false, true) && change == changes.get()) {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      }
    }

    /** Says that the call tells nothing about the provider, or never was. */
    void giveBack() {
      if (handedIn.compareAndSet(false, true) && change == changes.get()) {
        breaker.releasePermission();
      }
    }

    private void record(Outcome outcome) {
      switch (outcome) {
        case Outcome.Succeeded ok -> breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        case Outcome.Failed failed -> record(failed.fault());
        case Outcome.Deferred d -> breaker.releasePermission();
        case Outcome.Cancelled c -> breaker.releasePermission();
      }
    }

    private void record(Fault fault) {
      switch (Blame.of(fault)) {
        case PROVIDER -> breaker.onError(0, TimeUnit.NANOSECONDS, new FaultException(fault));
        case CALLER -> breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        case NOBODY -> breaker.releasePermission();
      }
    }
  }

  /** What a fault says about the provider. */
  private enum Blame {
    /** It does not work. */
    PROVIDER,
    /** It works: it has looked at the input. */
    CALLER,
    NOBODY;

    /**
     * A provider that says when it has room again works, and is left to its own word; one that only
     * says that it has none cannot be told from one that is down.
     */
    static Blame of(Fault fault) {
      return switch (fault.code()) {
        case PROVIDER_BROKEN, PROVIDER_TIMED_OUT, PROVIDER_UNREACHABLE -> PROVIDER;
        case PROVIDER_BUSY -> fault.retryAfter().isPresent() ? NOBODY : PROVIDER;
        case PROVIDER_REJECTED -> CALLER;
        default -> NOBODY;
      };
    }
  }

  Route route() {
    return route;
  }

  /** Empty while the route is spared, and while enough others try it. */
  Optional<Pass> pass() {
    return breaker.tryAcquirePermission() ? Optional.of(new Pass()) : Optional.empty();
  }

  Duration untilTrial() {
    var left = Duration.between(clock.instant(), openUntil);
    return isOpen() && !left.isNegative() ? left : WHILE_TRIED;
  }

  boolean isOpen() {
    return breaker.getState() == State.OPEN;
  }

  private void changed(CircuitBreakerOnStateTransitionEvent event) {
    changes.incrementAndGet();
    switch (event.getStateTransition().getToState()) {
      case OPEN -> open();
      case HALF_OPEN -> LOG.logf(level(), "route %s of %s is tried again", route.name(), model);
      case CLOSED ->
          LOG.logf(
              level(), "route %s of %s works again and is called as before", route.name(), model);
      default -> LOG.debugf("route %s of %s: %s", route.name(), model, event);
    }
  }

  /** What comes of an account's own key is no news for an operator. */
  private Logger.Level level() {
    return route.key() instanceof RouteKey.Own ? Logger.Level.DEBUG : Logger.Level.INFO;
  }

  private void open() {
    var openFor =
        Duration.ofMillis(
            breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1));
    openUntil = clock.instant().plus(openFor);
    if (route.key() instanceof RouteKey.Own) {
      LOG.debugf("route %s of %s fails too often with an account's key", route.name(), model);
      return;
    }
    opened.increment();
    LOG.warnf(
        "route %s of %s fails too often and is not called for %s; requests go by the model's next"
            + " route, or wait",
        route.name(), model, openFor);
  }
}
