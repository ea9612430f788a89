package dev.millrace.worker.upkeep;

import dev.millrace.secret.Sealer;
import dev.millrace.secret.UnopenedException;
import dev.millrace.vault.Seals;
import dev.millrace.vault.Seals.Rewrapped;
import dev.millrace.vault.Seals.Stored;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Takes secrets over to the current master key, so that an older one can be taken away. Only their
 * own keys are wrapped anew: no secret is opened. What cannot be unwrapped stays as it is, and is
 * counted with the rest that is still to do.
 */
@ApplicationScoped
class Rewrapper {
  private static final Logger LOG = Logger.getLogger(Rewrapper.class);
  private static final int AT_ONCE = 100;

  private final Seals seals;
  private final Sealer sealer;
  private final Rounds rounds;
  private volatile long left;

  Rewrapper(Vertx vertx, Seals seals, Sealer sealer, MeterRegistry registry, UpkeepConfig config) {
    this.seals = seals;
    this.sealer = sealer;
    this.rounds =
        new Rounds(
            vertx, "taking secrets over to the master key", config.secretsEvery(), this::round);
    Gauge.builder("millrace.secrets.to.rewrap", this, duty -> duty.left)
        .description("Secrets that lie under another master key than the current one")
        .register(registry);
  }

  void onStart(@Observes StartupEvent start) {
    if (sealer.isOn()) {
      rounds.start();
    }
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  /** Looks at each of them once. */
  Uni<Void> round() {
    return from(Optional.empty(), 0)
        .invoke(Rewrapper::tell)
        .chain(() -> seals.countNotUnder(sealer.current()))
        .invoke(this::note)
        .replaceWithVoid();
  }

  private void note(long count) {
    left = count;
    if (count > 0) {
      LOG.warnf(
          "%d secrets still lie under another master key than %s; leave that one configured, too",
          count, sealer.current());
    }
  }

  private static void tell(int done) {
    if (done > 0) {
      LOG.infof("%d secrets were taken over to the current master key", done);
    }
  }

  /** How many were taken over, those before included. */
  private Uni<Integer> from(Optional<UUID> after, int before) {
    return seals
        .notUnder(sealer.current(), after, AT_ONCE)
        .chain(
            found ->
                seals
                    .rewrap(found.stream().flatMap(this::rewrapped).toList())
                    .map(done -> before + done)
                    .chain(done -> next(found, done)));
  }

  private Uni<Integer> next(List<Stored> found, int done) {
    return found.size() < AT_ONCE
        ? Uni.createFrom().item(done)
        : from(Optional.of(found.getLast().id()), done);
  }

  private Stream<Rewrapped> rewrapped(Stored stored) {
    try {
      return Stream.of(
          new Rewrapped(stored, sealer.rewrap(stored.account(), stored.id(), stored.sealed())));
    } catch (UnopenedException unopened) {
      LOG.debugf(
          "a secret stays under its master key: store=%s id=%s %s",
          stored.store(), stored.id(), unopened.getMessage());
      return Stream.empty();
    }
  }
}
