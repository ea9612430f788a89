package dev.millrace.worker.upkeep;

import dev.millrace.webhook.BalanceNotices;
import dev.millrace.webhook.DeliveryUpkeep;
import dev.millrace.worker.webhook.DeliveryConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;

/** Makes the partitions for the coming weeks' deliveries, and drops those past their retention. */
@ApplicationScoped
class DeliveryForgetter {
  private final DeliveryUpkeep deliveries;
  private final BalanceNotices notices;
  private final InstantSource clock;
  private final Duration retention;
  private final Rounds rounds;

  DeliveryForgetter(
      Vertx vertx,
      DeliveryUpkeep deliveries,
      BalanceNotices notices,
      InstantSource clock,
      DeliveryConfig config,
      UpkeepConfig upkeep) {
    this.deliveries = deliveries;
    this.notices = notices;
    this.clock = clock;
    this.retention = config.retention();
    this.rounds =
        new Rounds(vertx, "forgetting old deliveries", upkeep.partitionsEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  private Uni<Void> round() {
    return deliveries
        .makePartitions()
        .chain(() -> deliveries.dropPartitions(clock.instant().minus(retention)))
        .chain(() -> notices.forget(clock.instant().minus(retention)));
  }
}
