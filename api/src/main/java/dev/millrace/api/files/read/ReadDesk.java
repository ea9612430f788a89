package dev.millrace.api.files.read;

import dev.millrace.account.AccountId;
import dev.millrace.api.files.thumbnail.ThumbnailMaker;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Finisher;
import dev.millrace.file.ReadableFile;
import dev.millrace.file.ReadableFiles;
import dev.millrace.file.Thumbnail;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Says who may read what. A file of somebody else, one that was deleted and one that never was look
 * alike; to whoever came without a key they all look as if a key might open them.
 */
@ApplicationScoped
class ReadDesk {
  private final ReadableFiles files;
  private final Uploads uploads;
  private final Finisher finisher;
  private final ThumbnailMaker thumbnails;
  private final InstantSource clock;

  ReadDesk(
      ReadableFiles files,
      Uploads uploads,
      Finisher finisher,
      ThumbnailMaker thumbnails,
      InstantSource clock) {
    this.files = files;
    this.uploads = uploads;
    this.finisher = finisher;
    this.thumbnails = thumbnails;
    this.clock = clock;
  }

  /**
   * A file, by its id as somebody wrote it. Fails with NOT_FOUND (KEY_MISSING without a key), with
   * GONE once it has expired, and as {@link Finisher} fails for an upload: with UPLOAD_INCOMPLETE
   * while its bytes have not come, with FILE_MISMATCH when they are not what was declared.
   *
   * @param reader empty: somebody without a key
   */
  Uni<Served> file(Optional<AccountId> reader, String id) {
    return readable(reader, id).map(Served::of);
  }

  /** Its thumbnail, likewise; NOT_FOUND also when none can be made. */
  Uni<Served> thumbnail(Optional<AccountId> reader, String id) {
    return readable(reader, id)
        .chain(
            file ->
                thumbnails
                    .of(file)
                    .map(
                        thumbnail ->
                            switch (thumbnail) {
                              case Thumbnail.Made made -> Served.of(file, made);
                              case Thumbnail.Unmade unmade -> throw noThumbnail();
                              case Thumbnail.Impossible impossible -> throw noThumbnail();
                            }));
  }

  private Uni<ReadableFile> readable(Optional<AccountId> reader, String text) {
    var id = idOf(text);
    if (id.isEmpty()) {
      return Uni.createFrom().failure(unknown(reader));
    }
    return files
        .find(reader, id.get())
        .chain(
            found -> found.isPresent() ? Uni.createFrom().item(found) : finished(reader, id.get()))
        .map(found -> found.orElseThrow(() -> unknown(reader)))
        .invoke(this::checkTime);
  }

  /**
   * The first to read an upload whose bytes have come makes it a file. Looks for the file again in
   * any case: somebody else may have finished it meanwhile.
   */
  private Uni<Optional<ReadableFile>> finished(Optional<AccountId> reader, UUID id) {
    return uploads
        .find(id)
        .map(found -> found.filter(upload -> isFor(reader, upload)))
        .chain(
            found ->
                found.isPresent()
                    ? finisher.finish(found.get()).replaceWithVoid()
                    : Uni.createFrom().voidItem())
        .chain(() -> files.find(reader, id));
  }

  private static boolean isFor(Optional<AccountId> reader, Upload upload) {
    return upload.declared().isPublic() || reader.filter(upload.account()::equals).isPresent();
  }

  private void checkTime(ReadableFile found) {
    found
        .goneSince(clock.instant())
        .ifPresent(
            since -> {
              throw expired(since);
            });
  }

  private static Optional<UUID> idOf(String text) {
    try {
      // UUID reads shorter forms too, and one file would have many URLs.
      return Optional.of(UUID.fromString(text)).filter(id -> text.length() == 36);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static FaultException unknown(Optional<AccountId> reader) {
    return reader.isPresent()
        ? new FaultException(FaultCode.NOT_FOUND, "there is no such file for this key")
        : new FaultException(
            FaultCode.KEY_MISSING,
            "there is no public file here, and no key came with this call; send Authorization: Key"
                + " <your key>");
  }

  private static FaultException expired(Instant since) {
    return new FaultException(
        Fault.of(
                FaultCode.GONE,
                "the file expired at %s and is deleted; upload it again, or let files live longer"
                    .formatted(since))
            .with("expiredAt", since.toString()));
  }

  private static FaultException noThumbnail() {
    return new FaultException(
        FaultCode.NOT_FOUND,
        "there is no thumbnail of this file: it is no JPEG, PNG, GIF, WebP or BMP, or too large a"
            + " one");
  }
}
