package dev.millrace.worker.upkeep;

import dev.millrace.history.Retention;
import dev.millrace.kafka.KafkaConfig;
import dev.millrace.postgres.queue.RetentionConfig;
import dev.millrace.queue.Upkeep;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Drops the partitions of payloads that are past their retention, one a transaction. */
@ApplicationScoped
class PayloadDropper {
  private static final Logger LOG = Logger.getLogger(PayloadDropper.class);

  private final Upkeep upkeep;
  private final InstantSource clock;
  private final Retention retention;
  private final Rounds rounds;

  PayloadDropper(Vertx vertx, Upkeep upkeep, InstantSource clock, RetentionConfig config) {
    this.upkeep = upkeep;
    this.clock = clock;
    this.retention = new Retention(config.payloads(), config.unstored());
    this.rounds = new Rounds(vertx, "dropping old payloads", config.dropEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start, KafkaConfig kafka) {
    retention.checkWaiting(kafka.dispatchRetention());
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  /** Until there is nothing to drop. */
  private Uni<Void> round() {
    return Multi.createBy()
        .repeating()
        .uni(() -> upkeep.dropPayloadPartition(clock.instant().minus(retention.payloads())))
        .whilst(Optional::isPresent)
        .invoke(dropped -> dropped.ifPresent(PayloadDropper::tell))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static void tell(String partition) {
    LOG.infof("dropped %s: past its retention", partition);
  }
}
