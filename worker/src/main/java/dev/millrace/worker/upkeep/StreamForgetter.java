package dev.millrace.worker.upkeep;

import dev.millrace.live.LiveStreams;
import dev.millrace.postgres.till.TillConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Forgets streams that api processes have left behind which are no more; at the pace at which their
 * credit is given back.
 */
@ApplicationScoped
class StreamForgetter {
  private final LiveStreams streams;
  private final Rounds rounds;

  StreamForgetter(Vertx vertx, LiveStreams streams, TillConfig config) {
    this.streams = streams;
    this.rounds =
        new Rounds(vertx, "forgetting streams of lost nodes", config.returnEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  private Uni<Void> round() {
    return streams.forgetLost().replaceWithVoid();
  }
}
