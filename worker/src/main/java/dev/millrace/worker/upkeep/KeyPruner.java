package dev.millrace.worker.upkeep;

import dev.millrace.queue.RepeatMarks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Drops idempotency keys that have run out, a day at a time, and makes room for those to come. */
@ApplicationScoped
class KeyPruner {
  private static final Logger LOG = Logger.getLogger(KeyPruner.class);

  private final RepeatMarks marks;
  private final InstantSource clock;
  private final Rounds rounds;

  KeyPruner(Vertx vertx, RepeatMarks marks, InstantSource clock, UpkeepConfig config) {
    this.marks = marks;
    this.clock = clock;
    this.rounds =
        new Rounds(vertx, "dropping idempotency keys", config.partitionsEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  private Uni<Void> round() {
    return marks
        .turnDays(clock.instant())
        .invoke(turned -> LOG.debugf("turned %d days of idempotency keys", turned))
        .replaceWithVoid();
  }
}
