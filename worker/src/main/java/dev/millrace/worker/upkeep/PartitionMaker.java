package dev.millrace.worker.upkeep;

import dev.millrace.queue.Upkeep;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Makes the partitions that payloads of the coming weeks go to. */
@ApplicationScoped
class PartitionMaker {
  private static final Logger LOG = Logger.getLogger(PartitionMaker.class);

  private final Upkeep upkeep;
  private final Rounds rounds;

  PartitionMaker(Vertx vertx, Upkeep upkeep, UpkeepConfig config) {
    this.upkeep = upkeep;
    this.rounds =
        new Rounds(vertx, "making payload partitions", config.partitionsEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  private Uni<Void> round() {
    return upkeep
        .makePayloadPartitions()
        .invoke(made -> LOG.debugf("made %d payload partitions", made))
        .replaceWithVoid();
  }
}
