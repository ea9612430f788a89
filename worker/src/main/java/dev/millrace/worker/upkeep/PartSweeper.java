package dev.millrace.worker.upkeep;

import dev.millrace.blob.BlobUploads;
import dev.millrace.blob.BlobUploads.Unfinished;
import dev.millrace.file.Uploads;
import dev.millrace.file.UploadsConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Gives up what the store has begun to take in parts and nobody knows any more: after a crash
 * between the store's beginning and our row, or between our row's end and the store's. They are
 * invisible in the bucket, and cost what objects cost.
 */
@ApplicationScoped
class PartSweeper {
  private static final Logger LOG = Logger.getLogger(PartSweeper.class);

  /** Longer than any upload of ours may take, so that what is known is never raced for. */
  private static final Duration BEYOND = Duration.ofHours(1);

  private final BlobUploads store;
  private final Uploads uploads;
  private final InstantSource clock;
  private final Duration age;
  private final Rounds rounds;

  PartSweeper(
      Vertx vertx,
      BlobUploads store,
      Uploads uploads,
      InstantSource clock,
      UploadsConfig config,
      UpkeepConfig upkeep) {
    this.store = store;
    this.uploads = uploads;
    this.clock = clock;
    this.age = config.completeWithin().plus(BEYOND);
    this.rounds = new Rounds(vertx, "sweeping parts", upkeep.partsEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  /** One page a round. */
  Uni<Void> round() {
    return store
        .unfinished(clock.instant().minus(age))
        .chain(
            open ->
                open.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : uploads
                        .knownMultiparts(open.stream().map(Unfinished::multipartId).toList())
                        .chain(known -> abort(strays(open, known))));
  }

  private static List<Unfinished> strays(List<Unfinished> open, Collection<String> known) {
    return open.stream().filter(one -> !known.contains(one.multipartId())).toList();
  }

  private Uni<Void> abort(List<Unfinished> strays) {
    return Multi.createFrom()
        .iterable(strays)
        .onItem()
        .transformToUniAndConcatenate(
            stray ->
                store
                    .abort(stray.key(), stray.multipartId())
                    .invoke(
                        () ->
                            LOG.infof(
                                "parts of nobody were given up key=%s begun=%s",
                                stray.key(), stray.begunAt())))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
