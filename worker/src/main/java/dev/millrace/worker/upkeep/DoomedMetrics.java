package dev.millrace.worker.upkeep;

import dev.millrace.file.DoomedObjects;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How much waits to be deleted, as it was seen last. */
@ApplicationScoped
class DoomedMetrics {
  private static final int MOST = 100_000;

  private final DoomedObjects doomed;
  private final InstantSource clock;
  private volatile DoomedObjects.Waiting waiting = new DoomedObjects.Waiting(0, Optional.empty());

  DoomedMetrics(DoomedObjects doomed, InstantSource clock, MeterRegistry registry) {
    this.doomed = doomed;
    this.clock = clock;
    Gauge.builder("millrace.objects.doomed", this, seen -> seen.waiting.count())
        .description("Objects that should be deleted from the store by now; counted up to 100,000")
        .register(registry);
    Gauge.builder("millrace.objects.doomed.age", this, DoomedMetrics::ageSeconds)
        .description("For how long the oldest of them has waited")
        .baseUnit("seconds")
        .register(registry);
  }

  Uni<Void> look() {
    return doomed.waiting(clock.instant(), MOST).invoke(seen -> waiting = seen).replaceWithVoid();
  }

  private double ageSeconds() {
    return waiting.oldest().map(this::age).map(Duration::toSeconds).orElse(0L);
  }

  private Duration age(Instant since) {
    return Duration.between(since, clock.instant());
  }
}
