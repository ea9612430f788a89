package dev.millrace.api.stream;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Has the healer look again and again, each time a while after the last one ended. */
@ApplicationScoped
class HealingRounds {
  private static final Logger LOG = Logger.getLogger(HealingRounds.class);

  private final Healer healer;
  private final Vertx vertx;
  private final Duration every;
  private volatile boolean stopped;

  HealingRounds(Healer healer, Vertx vertx, StreamConfig config) {
    this.healer = healer;
    this.vertx = vertx;
    this.every = config.healEvery();
  }

  void onStart(@Observes StartupEvent start) {
    again();
  }

  void onStop(@Observes ShutdownEvent stop) {
    stopped = true;
  }

  private void again() {
    if (!stopped) {
      vertx.setTimer(every.toMillis(), timer -> go());
    }
  }

  private void go() {
    Uni.createFrom()
        .deferred(healer::round)
        .subscribe()
        .with(
            done -> again(),
            failure -> {
              LOG.warnf("lost announcements are looked for again in %s: %s", every, failure);
              again();
            });
  }
}
