package dev.millrace.api.files.thumbnail;

import dev.millrace.blob.BlobStore;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.ReadableFile;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Thumbnail;
import dev.millrace.file.Thumbnails;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Workbench;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a file's thumbnail when it is first asked for. Whoever asks while it is made waits for the
 * same making; other nodes may make it too, and what they make is the same. A maker that dies
 * leaves nothing marked, so that the next reader makes it.
 */
@ApplicationScoped
public class ThumbnailMaker {
  private final BlobStore blobs;
  private final Thumbnails thumbnails;
  private final Workbench workbench;
  private final InstantSource clock;
  private final int maxBytes;
  private final Shrinker shrinker;
  private final Turns turns;
  private final Map<UUID, Uni<Thumbnail>> underWay = new ConcurrentHashMap<>();

  ThumbnailMaker(
      BlobStore blobs,
      Thumbnails thumbnails,
      Workbench workbench,
      InstantSource clock,
      ThumbnailConfig config) {
    this.blobs = blobs;
    this.thumbnails = thumbnails;
    this.workbench = workbench;
    this.clock = clock;
    this.maxBytes = Math.toIntExact(config.maxBytes().asLongValue());
    this.shrinker = new Shrinker(config.maxPixels());
    this.turns = new Turns(config.atOnce(), config.maxWaiting());
  }

  /**
   * What is known of it, or what becomes of making it; never unmade. Fails with NOT_FOUND when the
   * file goes meanwhile, with OVERLOADED when too many are to be made, and as the engines fail;
   * after a failure the next call tries again.
   */
  public Uni<Thumbnail> of(ReadableFile file) {
    return switch (file.thumbnail()) {
      case Thumbnail.Unmade unmade -> Uni.createFrom().deferred(() -> sharedMaking(file));
      case Thumbnail.Made made -> Uni.createFrom().item(made);
      case Thumbnail.Impossible impossible -> Uni.createFrom().item(impossible);
    };
  }

  private Uni<Thumbnail> sharedMaking(ReadableFile file) {
    return underWay.computeIfAbsent(
        file.file().id(),
        id ->
            turns
                .take(Uni.createFrom().deferred(() -> making(file)))
                .onTermination()
                .invoke(() -> underWay.remove(id))
                .memoize()
                .indefinitely());
  }

  private Uni<Thumbnail> making(ReadableFile file) {
    return picture(file.file())
        .chain(
            picture -> picture.isPresent() ? store(file, picture.get()) : giveUp(file.file().id()));
  }

  private Uni<Optional<SmallPicture>> picture(StoredFile file) {
    if (!mayBeAPicture(file)) {
      return Uni.createFrom().item(Optional.empty());
    }
    return blobs
        .bytes(file.key(), maxBytes)
        .map(found -> found.orElseThrow(ThumbnailMaker::gone))
        .chain(bytes -> workbench.run(() -> shrinker.shrink(bytes)))
        .onFailure(NoRoomException.class)
        .transform(ThumbnailMaker::busy);
  }

  /** Before its bytes are read. */
  private boolean mayBeAPicture(StoredFile file) {
    return file.contentType().toLowerCase(Locale.ROOT).startsWith("image/")
        && file.size() <= maxBytes;
  }

  /** First the bytes, then the word that they are there. */
  private Uni<Thumbnail> store(ReadableFile file, SmallPicture picture) {
    return blobs
        .put(file.thumbnailKey(), picture.contentType(), picture.bytes())
        .chain(() -> thumbnails.made(file, picture.contentType(), clock.instant()))
        .map(
            marked -> {
              if (!marked) {
                throw gone();
              }
              return new Thumbnail.Made(picture.contentType());
            });
  }

  private Uni<Thumbnail> giveUp(UUID file) {
    return thumbnails.impossible(file).replaceWith(new Thumbnail.Impossible());
  }

  private static FaultException gone() {
    return new FaultException(FaultCode.NOT_FOUND, "the file was deleted meanwhile");
  }

  private static FaultException busy(Throwable full) {
    return new FaultException(
        Fault.of(FaultCode.OVERLOADED, "this process has too much to do; repeat the call later"),
        full);
  }
}
