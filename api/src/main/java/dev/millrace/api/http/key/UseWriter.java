package dev.millrace.api.http.key;

import dev.millrace.ledger.ApiKeys;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes again and again when keys were last used, many at a time and beside all calls. While the
 * database is away nothing is lost; a use that a process takes with it when it is killed is.
 */
@ApplicationScoped
class UseWriter {
  private static final Logger LOG = Logger.getLogger(UseWriter.class);
  private static final int MOST = 5_000;
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final KeyUses uses;
  private final ApiKeys keys;
  private final Vertx vertx;
  private final Duration every;
  private volatile boolean stopped;

  UseWriter(KeyUses uses, ApiKeys keys, Vertx vertx, KeyConfig config) {
    this.uses = uses;
    this.keys = keys;
    this.vertx = vertx;
    this.every = config.writeUsesEvery();
  }

  void onStart(@Observes StartupEvent start) {
    again();
  }

  /** Nobody is answered any more: what was noted is written once. */
  void onStop(@Observes ShutdownEvent stop) {
    stopped = true;
    try {
      write().await().atMost(WITHIN);
    } catch (RuntimeException e) {
      LOG.warnf("when keys were last used is not written at the end: %s", e);
    }
  }

  private void again() {
    if (!stopped) {
      vertx.setTimer(every.toMillis(), timer -> write().subscribe().with(done -> again()));
    }
  }

  /** Never fails. */
  Uni<Void> write() {
    return Uni.createFrom().deferred(() -> write(uses.take(MOST)));
  }

  private Uni<Void> write(Map<UUID, Instant> some) {
    if (some.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return keys.used(some)
        .ifNoItem()
        .after(WITHIN)
        .fail()
        .onFailure()
        .invoke(failure -> putOff(some, failure))
        .onFailure()
        .recoverWithNull();
  }

  private void putOff(Map<UUID, Instant> some, Throwable failure) {
    uses.giveBack(some);
    LOG.warnf("when keys were last used is written later: keys=%d %s", some.size(), failure);
  }
}
