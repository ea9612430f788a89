package dev.millrace.postgres.till;

import dev.millrace.money.Money;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.function.Supplier;

/** What this node's till holds and does. Labels would be accounts, so there are none. */
final class TillMetrics {
  private final MeterRegistry registry;
  private final Counter recalls;
  private final Counter uncovered;
  private final Counter givenUp;

  TillMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.recalls =
        Counter.builder("millrace.till.recalls")
            .description("Calls and submits that waited for credit which other nodes hold idle")
            .register(registry);
    this.uncovered =
        Counter.builder("millrace.till.uncovered")
            .description(
                "Calls whose slice was gone when they ended, because their node was taken for dead")
            .register(registry);
    this.givenUp =
        Counter.builder("millrace.till.givenup")
            .description("Ended calls that could not be settled at all; their charges are lost")
            .register(registry);
  }

  void watch(Supplier<Money> held, Supplier<Money> reserved, Supplier<Number> unsettled) {
    gauge("millrace.till.held", "Credit that this node holds in slices, in USD", held);
    gauge("millrace.till.reserved", "Credit that is set aside for calls, in USD", reserved);
    Gauge.builder("millrace.till.unsettled", unsettled)
        .description("Ended calls that wait to be settled")
        .register(registry);
  }

  private void gauge(String name, String description, Supplier<Money> amount) {
    Gauge.builder(name, () -> BigDecimal.valueOf(amount.get().nanos(), 9).doubleValue())
        .description(description)
        .register(registry);
  }

  void recalled() {
    recalls.increment();
  }

  void uncovered() {
    uncovered.increment();
  }

  void givenUp(int calls) {
    givenUp.increment(calls);
  }
}
