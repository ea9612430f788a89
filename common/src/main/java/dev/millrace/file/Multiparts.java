package dev.millrace.file;

import dev.millrace.account.Plan;
import dev.millrace.blob.BlobUploads;
import dev.millrace.blob.BlobUploads.Part;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Uploads in parts: begins them in the store, and makes one object of the parts at the end. */
@ApplicationScoped
public class Multiparts {
  private final BlobUploads store;
  private final Intake intake;
  private final Finisher finisher;

  public Multiparts(BlobUploads store, Intake intake, Finisher finisher) {
    this.store = store;
    this.intake = intake;
    this.finisher = finisher;
  }

  /**
   * Begins a checked upload and keeps it. Fails as {@link Intake#keep} does; what the store has
   * begun is given up then.
   */
  public Uni<Upload> begin(Upload checked, Plan plan) {
    return store
        .begin(checked.key(), checked.declared().contentType())
        .chain(
            id ->
                intake
                    .keep(checked.inParts(id), plan)
                    .onFailure()
                    .call(() -> store.abort(checked.key(), id)));
  }

  /** Where one part may be PUT. Fails with UPLOAD_INVALID when no part may have that number. */
  public URI partUrl(Upload upload, int number, Duration validFor) {
    return store.signedPart(upload.key(), multipartId(upload), PartList.number(number), validFor);
  }

  /** The parts that are there, in order. Fails with UPLOAD_INVALID when the store knows none. */
  public Uni<List<Part>> parts(Upload upload) {
    return store
        .parts(upload.key(), multipartId(upload))
        .map(parts -> parts.orElseThrow(Multiparts::over));
  }

  /**
   * Makes a file of the parts; empty when the upload was given up meanwhile. One that was made
   * before is given again. Fails with UPLOAD_INVALID when the parts make no file, else as {@link
   * Finisher#finish} does.
   */
  public Uni<Optional<StoredFile>> complete(Upload upload, List<Part> named) {
    return store
        .parts(upload.key(), multipartId(upload))
        .chain(
            there ->
                there.isPresent()
                    ? assembled(upload, PartList.checked(named, there.get(), upload.declared()))
                    : assembledBefore(upload, over()));
  }

  private Uni<Optional<StoredFile>> assembled(Upload upload, List<Part> parts) {
    return store
        .complete(upload.key(), multipartId(upload), parts)
        .chain(() -> finisher.finish(upload))
        .onFailure(failure -> codeOf(failure) == FaultCode.UPLOAD_INVALID)
        .recoverWithUni(refusal -> assembledBefore(upload, refusal));
  }

  /** By a call whose answer got lost, or by one that runs beside this one. */
  private Uni<Optional<StoredFile>> assembledBefore(Upload upload, Throwable otherwise) {
    return finisher
        .finish(upload)
        .onFailure(failure -> codeOf(failure) == FaultCode.UPLOAD_INCOMPLETE)
        .transform(incomplete -> otherwise);
  }

  private static String multipartId(Upload upload) {
    return upload
        .multipartId()
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.UPLOAD_INVALID,
                    "this upload has no parts; PUT its bytes to its upload_url"));
  }

  private static FaultException over() {
    return new FaultException(
        FaultCode.UPLOAD_INVALID,
        "the parts of this upload are gone: it was completed or given up; begin a new one");
  }

  private static FaultCode codeOf(Throwable failure) {
    return failure instanceof FaultException known ? known.fault().code() : FaultCode.UNKNOWN;
  }
}
