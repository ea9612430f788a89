package dev.millrace.worker.upkeep;

import dev.millrace.history.Retention;
import dev.millrace.postgres.queue.RetentionConfig;
import dev.millrace.queue.Upkeep;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Removes outputs that were not to be stored, once the short while to fetch them is over. */
@ApplicationScoped
class UnstoredEmptier {
  private static final Logger LOG = Logger.getLogger(UnstoredEmptier.class);

  private final Upkeep upkeep;
  private final InstantSource clock;
  private final Retention retention;
  private final Rounds rounds;

  UnstoredEmptier(Vertx vertx, Upkeep upkeep, InstantSource clock, RetentionConfig config) {
    this.upkeep = upkeep;
    this.clock = clock;
    this.retention = new Retention(config.payloads(), config.unstored());
    this.rounds =
        new Rounds(vertx, "removing outputs not to be stored", config.emptyEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  private Uni<Void> round() {
    return upkeep
        .emptyUnstoredOutput(clock.instant().minus(retention.unstored()))
        .invoke(emptied -> LOG.debugf("emptied %d parts of outputs not to be stored", emptied))
        .replaceWithVoid();
  }
}
