package dev.millrace.worker.upkeep;

import dev.millrace.postgres.till.TillBounds;
import dev.millrace.postgres.till.TillConfig;
import dev.millrace.till.LostSlices;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Gives credit back to its accounts that api processes held which have stopped living. */
@ApplicationScoped
class SliceReturner {
  private static final Logger LOG = Logger.getLogger(SliceReturner.class);

  private final LostSlices slices;
  private final InstantSource clock;
  private final TillBounds bounds;
  private final Rounds rounds;

  SliceReturner(Vertx vertx, LostSlices slices, InstantSource clock, TillConfig config) {
    this.slices = slices;
    this.clock = clock;
    this.bounds = TillBounds.of(config);
    this.rounds =
        new Rounds(vertx, "returning slices of lost nodes", config.returnEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  private Uni<Void> round() {
    return slices
        .giveBack(bounds.silentSince(clock.instant()))
        .invoke(SliceReturner::tell)
        .replaceWithVoid();
  }

  private static void tell(LostSlices.Returned returned) {
    if (returned.nodes() > 0) {
      LOG.infof(
          "%d api processes stopped living; %s USD that they held went back to the accounts",
          returned.nodes(), returned.amount());
    }
  }
}
