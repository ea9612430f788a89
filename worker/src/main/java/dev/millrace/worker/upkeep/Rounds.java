package dev.millrace.worker.upkeep;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Does a duty over and over: the next round begins a while after the last one has ended. */
final class Rounds {
  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private final Vertx vertx;
  private final String duty;
  private final Duration every;
  private final Supplier<Uni<Void>> round;
  private volatile boolean stopped;

  Rounds(Vertx vertx, String duty, Duration every, Supplier<Uni<Void>> round) {
    this.vertx = vertx;
    this.duty = duty;
    this.every = every;
    this.round = round;
  }

  void start() {
    again();
  }

  void stop() {
    stopped = true;
  }

  private void again() {
    vertx.setTimer(every.toMillis(), timer -> go());
  }

  private void go() {
    if (stopped) {
      return;
    }
    round
        .get()
        .subscribe()
        .with(
            ignored -> again(),
            failure -> {
              LOG.warnf("%s is tried again in %s: %s", duty, every, failure.getMessage());
              again();
            });
  }
}
