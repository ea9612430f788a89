package dev.millrace.worker.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what is rare in dispatch and worth an operator's look. */
@ApplicationScoped
class DispatchMetrics {
  private final Counter orphans;
  private final Counter takeOvers;

  DispatchMetrics(MeterRegistry registry) {
    orphans =
        Counter.builder("millrace.dispatch.orphans")
            .description("Dispatch records dropped because their admission was never committed")
            .register(registry);
    takeOvers =
        Counter.builder("millrace.dispatch.takeovers")
            .description("Attempts taken over from workers that stopped living")
            .register(registry);
  }

  void orphanDropped() {
    orphans.increment();
  }

  void takenOver() {
    takeOvers.increment();
  }
}
