package dev.millrace.api.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who follows, and what went wrong on the way to them. */
@ApplicationScoped
class StreamMetrics {
  private final Counter healed;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();

  StreamMetrics(MeterRegistry registry) {
    this.healed =
        Counter.builder("millrace.stream.healed")
            .description("Transitions announced again because their announcement was lost")
            .register(registry);
    Gauge.builder("millrace.stream.open", open, AtomicInteger::get)
        .description("Event streams that are open")
        .register(registry);
    Gauge.builder("millrace.stream.waits", waiting, AtomicInteger::get)
        .description("Callers that wait for news of a request")
        .register(registry);
  }

  void healed(int transitions) {
    healed.increment(transitions);
  }

  AtomicInteger open() {
    return open;
  }

  AtomicInteger waiting() {
    return waiting;
  }
}
