package dev.millrace.api.files;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobUploads.Part;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Abandoner;
import dev.millrace.file.Files;
import dev.millrace.file.Finisher;
import dev.millrace.file.Multiparts;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Goes on with uploads that have begun, and ends them, for the account whose they are. */
@ApplicationScoped
public class UploadDesk {
  private final Uploads uploads;
  private final Files files;
  private final Finisher finisher;
  private final Multiparts multiparts;
  private final Abandoner abandoner;
  private final LifecycleHeader lifecycle;
  private final InstantSource clock;

  UploadDesk(
      Uploads uploads,
      Files files,
      Finisher finisher,
      Multiparts multiparts,
      Abandoner abandoner,
      LifecycleHeader lifecycle,
      InstantSource clock) {
    this.uploads = uploads;
    this.files = files;
    this.finisher = finisher;
    this.multiparts = multiparts;
    this.abandoner = abandoner;
    this.lifecycle = lifecycle;
    this.clock = clock;
  }

  /**
   * An upload that is under way. Fails with NOT_FOUND when the account has none of this id, with
   * GONE when its time is over, with UPLOAD_INVALID when it is a file already.
   */
  public Uni<Upload> open(AccountId account, UUID id) {
    return uploads
        .find(account, id)
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(found.get()).invoke(this::checkTime)
                    : files
                        .find(account, id)
                        .map(
                            file -> {
                              throw file.isPresent() ? completed() : UploadHandle.notFound();
                            }));
  }

  /**
   * The file of an upload, made now or before. Fails as {@link #open} does, and as {@link
   * Multiparts#complete} and {@link Finisher#finish} do.
   *
   * @param parts of an upload in parts; none of any other
   * @param headers may say how long the file lives, anew
   */
  public Uni<StoredFile> complete(AccountId account, UUID id, List<Part> parts, MultiMap headers) {
    return finisher
        .finished(account, id, upload -> finished(upload, parts, headers))
        .map(file -> file.orElseThrow(UploadHandle::notFound));
  }

  private Uni<Optional<StoredFile>> finished(Upload upload, List<Part> parts, MultiMap headers) {
    checkTime(upload);
    return keepFor(upload, headers)
        .chain(
            kept ->
                upload.way() == Upload.Way.MULTIPART
                    ? multiparts.complete(upload, parts)
                    : finisher.finish(upload));
  }

  private Uni<Void> keepFor(Upload upload, MultiMap headers) {
    var before = upload.declared().life();
    var life = lifecycle.life(headers, before);
    return life.equals(before) ? Uni.createFrom().voidItem() : uploads.keepFor(upload.id(), life);
  }

  /** Gives it up. Fails as {@link #open} does, but for one whose time is over. */
  public Uni<Void> abort(AccountId account, UUID id) {
    return uploads
        .find(account, id)
        .chain(
            found ->
                found.isPresent()
                    ? abandoner.abandon(found.get())
                    : open(account, id).replaceWith(false))
        .replaceWithVoid();
  }

  private void checkTime(Upload upload) {
    if (!upload.expiresAt().isAfter(clock.instant())) {
      throw new FaultException(
          FaultCode.GONE,
          "this upload had until %s to be complete, and is given up; begin a new one"
              .formatted(upload.expiresAt()));
    }
  }

  private static FaultException completed() {
    return new FaultException(
        FaultCode.UPLOAD_INVALID,
        "this upload is complete; its file can be deleted (DELETE /files/{id}), and a new upload"
            + " begun");
  }
}
