package dev.millrace.worker.upkeep;

import dev.millrace.limit.Counted;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/** Forgets what was counted for limits, once all of its windows are over. */
@ApplicationScoped
class CounterForgetter {
  private static final int SOME = 1_000;

  private final Counted counted;
  private final InstantSource clock;
  private final Rounds rounds;

  CounterForgetter(Vertx vertx, Counted counted, InstantSource clock, UpkeepConfig config) {
    this.counted = counted;
    this.clock = clock;
    this.rounds =
        new Rounds(vertx, "forgetting counters of limits", config.partitionsEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  private Uni<Void> round() {
    return counted
        .forget(clock.instant(), SOME)
        .chain(gone -> gone < SOME ? Uni.createFrom().voidItem() : round());
  }
}
