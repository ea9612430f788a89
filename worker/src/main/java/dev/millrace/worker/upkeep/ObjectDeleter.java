package dev.millrace.worker.upkeep;

import dev.millrace.blob.BlobStore;
import dev.millrace.file.DoomedObjects;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Deletes doomed objects from the store, and then their rows. What could not be deleted is due
 * again a while later, until it can.
 */
@ApplicationScoped
class ObjectDeleter {
  private static final Logger LOG = Logger.getLogger(ObjectDeleter.class);
  private static final int AT_ONCE = 500;

  private final DoomedObjects doomed;
  private final BlobStore blobs;
  private final InstantSource clock;
  private final int deletions;
  private final Duration again;
  private final DoomedMetrics metrics;
  private final Counter deleted;
  private final Rounds rounds;

  ObjectDeleter(
      Vertx vertx,
      DoomedObjects doomed,
      BlobStore blobs,
      InstantSource clock,
      DoomedMetrics metrics,
      MeterRegistry registry,
      FileUpkeepConfig config) {
    this.doomed = doomed;
    this.blobs = blobs;
    this.clock = clock;
    this.deletions = config.deletions();
    this.again = config.deleteAgain();
    this.metrics = metrics;
    this.deleted =
        Counter.builder("millrace.objects.deleted")
            .description("Doomed objects that the store has deleted")
            .register(registry);
    this.rounds = new Rounds(vertx, "deleting objects", config.deleteEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  /** Until nothing is due. */
  Uni<Void> round() {
    return batches().eventually(metrics::look);
  }

  /** A store that deletes nothing of a batch is left in peace until the next round. */
  private Uni<Void> batches() {
    var now = clock.instant();
    return doomed
        .take(now, now.plus(again), AT_ONCE)
        .chain(
            taken ->
                delete(taken)
                    .chain(
                        gone ->
                            taken.size() == AT_ONCE && !gone.isEmpty()
                                ? batches()
                                : Uni.createFrom().voidItem()));
  }

  /** Those that are gone. */
  private Uni<List<String>> delete(List<String> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(keys);
    }
    return Uni.join()
        .all(keys.stream().map(this::delete).toList())
        .usingConcurrencyOf(deletions)
        .andFailFast()
        .map(tries -> tries.stream().flatMap(Optional::stream).toList())
        .invoke(gone -> tell(keys.size() - gone.size()))
        .call(gone -> gone.isEmpty() ? Uni.createFrom().voidItem() : doomed.deleted(gone))
        .invoke(gone -> deleted.increment(gone.size()));
  }

  /** The key when it is deleted. Never fails. */
  private Uni<Optional<String>> delete(String key) {
    return blobs
        .delete(key)
        .map(gone -> Optional.of(key))
        .onFailure()
        .invoke(failure -> LOG.debugf("object not deleted key=%s: %s", key, failure.getMessage()))
        .onFailure()
        .recoverWithItem(Optional.empty());
  }

  private void tell(int failed) {
    if (failed > 0) {
      LOG.warnf("%d objects could not be deleted; they are tried again in %s", failed, again);
    }
  }
}
