package dev.millrace.route;

import dev.millrace.cache.BoundedCache;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.model.RouteKey;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * A circuit breaker for each route, in this process: after too many failures a route is not called
 * for a while, then a few attempts try it.
 */
@ApplicationScoped
public class Breakers {
  private static final Logger LOG = Logger.getLogger(Breakers.class);
  private static final Duration NO_CALL_IS_SLOW = Duration.ofDays(3650);

  private static final int MOST_OF_OWN_KEYS = 10_000;

  private final Map<Way, RouteBreaker> breakers = new ConcurrentHashMap<>();

  /** One account's bad key is nothing to another's, nor to ours; the least used ones are let go. */
  private final Map<Way, RouteBreaker> ofOwnKeys =
      BoundedCache.ofAtMost(MOST_OF_OWN_KEYS).<Way, RouteBreaker>build().asMap();

  private final CircuitBreakerConfig config;
  private final InstantSource clock;
  private final Counter opened;

  /**
   * @param key ours, or which account's own; with that key the way is one of its own
   */
  private record Way(ModelName model, String route, RouteKey key) {}

  public Breakers(BreakerConfig config, InstantSource clock, MeterRegistry registry) {
    check(config);
    this.clock = clock;
    this.config =
        CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(config.window())
            .minimumNumberOfCalls(config.minimumAttempts())
            .failureRateThreshold(config.openAt())
            // A model may take as long as its run limit says; that alone is no fault.
            .slowCallDurationThreshold(NO_CALL_IS_SLOW)
            .waitDurationInOpenState(config.openFor())
            .permittedNumberOfCallsInHalfOpenState(config.trials())
            .clock(clock.withZone(ZoneOffset.UTC))
            .build();
    this.opened =
        Counter.builder("millrace.breaker.opened")
            .description("How often a route was no longer called because its provider failed")
            .register(registry);
    Gauge.builder("millrace.breaker.open", this::open)
        .description("Routes that are not called now because their providers failed")
        .register(registry);
  }

  private static void check(BreakerConfig config) {
    require("minimum-attempts", config.minimumAttempts(), 1, config.window());
    require("open-at", config.openAt(), 1, 100);
    require("open-for", config.openFor().toMillis(), 1, Duration.ofDays(1).toMillis());
    require("trials", config.trials(), 1, 1000);
    require("wait-at-most", config.waitAtMost().toMillis(), 0, Duration.ofDays(365).toMillis());
  }

  private static void require(String setting, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "millrace.breaker.%s must be from %d to %d, not %d"
              .formatted(setting, least, most, value));
    }
  }

  /** Made at the start, so that settings without sense stop the start and not the first attempt. */
  void onStart(@Observes StartupEvent start) {
    LOG.debugf("routes are judged by their latest %d attempts", config.getSlidingWindowSize());
  }

  /** A pass to call a route now; empty while it is spared. Each pass has to be handed in. */
  Optional<RouteBreaker.Pass> pass(Model model, Route route) {
    return of(model, route).pass();
  }

  /** How long until a spared route is tried again. */
  Duration untilTrial(Model model, Route route) {
    return of(model, route).untilTrial();
  }

  /** A route that the catalogue has changed is another one, with nothing held against it. */
  private RouteBreaker of(Model model, Route route) {
    var kept = route.key() instanceof RouteKey.Own ? ofOwnKeys : breakers;
    return kept.compute(
        new Way(model.name(), route.name(), route.key()),
        (way, known) ->
            known != null && known.route().equals(route)
                ? known
                : new RouteBreaker(model.name(), route, config, clock, opened));
  }

  private long open() {
    return breakers.values().stream().filter(RouteBreaker::isOpen).count();
  }
}
