package dev.millrace.file;

import dev.millrace.blob.BlobUploads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Gives uploads up, with what the store holds of them. */
@ApplicationScoped
public class Abandoner {
  private static final Logger LOG = Logger.getLogger(Abandoner.class);

  private final Uploads uploads;
  private final BlobUploads store;
  private final InstantSource clock;

  public Abandoner(Uploads uploads, BlobUploads store, InstantSource clock) {
    this.uploads = uploads;
    this.store = store;
    this.clock = clock;
  }

  /** False when it was completed or given up before. */
  public Uni<Boolean> abandon(Upload upload) {
    return uploads
        .drop(upload.id(), clock.instant())
        .call(dropped -> dropped ? aborted(upload) : Uni.createFrom().voidItem());
  }

  /** The row is gone, so a store that is away now loses nothing: the upkeep finds the parts. */
  private Uni<Void> aborted(Upload upload) {
    return upload
        .multipartId()
        .map(id -> store.abort(upload.key(), id))
        .orElseGet(() -> Uni.createFrom().voidItem())
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("parts are left for the upkeep upload=%s: %s", upload.id(), failure))
        .onFailure()
        .recoverWithNull();
  }
}
