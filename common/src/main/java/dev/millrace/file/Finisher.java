package dev.millrace.file;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Inspector.Passed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Makes files of uploads, each once: looks at the bytes, then turns the row. The one way in which
 * an uploaded file comes to be, so a file always means bytes that are what was declared.
 */
@ApplicationScoped
public class Finisher {
  private static final Set<FaultCode> HOPELESS =
      Set.of(FaultCode.FILE_MISMATCH, FaultCode.FILE_TOO_LARGE);

  private final Files files;
  private final Uploads uploads;
  private final Inspector inspector;
  private final InstantSource clock;

  /** A page that shows one picture ten times has its bytes read once. */
  private final Map<UUID, Uni<Optional<StoredFile>>> underWay = new ConcurrentHashMap<>();

  public Finisher(Files files, Uploads uploads, Inspector inspector, InstantSource clock) {
    this.files = files;
    this.uploads = uploads;
    this.inspector = inspector;
    this.clock = clock;
  }

  /**
   * The file; or the upload of this id, finished now; or empty when there is neither. Fails as
   * {@link #finish} does.
   */
  public Uni<Optional<StoredFile>> finished(AccountId account, UUID id) {
    return finished(account, id, this::finish);
  }

  /**
   * The same for whoever ends an upload in a way of his own.
   *
   * @param ending makes a file of an upload that is under way; fails as it likes
   */
  public Uni<Optional<StoredFile>> finished(
      AccountId account, UUID id, Function<Upload, Uni<Optional<StoredFile>>> ending) {
    return files
        .find(account, id)
        .chain(
            file ->
                file.isPresent() ? Uni.createFrom().item(file) : fromUpload(account, id, ending));
  }

  private Uni<Optional<StoredFile>> fromUpload(
      AccountId account, UUID id, Function<Upload, Uni<Optional<StoredFile>>> ending) {
    return uploads
        .find(account, id)
        .chain(
            upload ->
                upload.isPresent()
                    ? ending.apply(upload.get())
                    : files.find(account, id)); // somebody else may have finished it meanwhile
  }

  /**
   * Makes a file of an upload; empty when it was given up meanwhile. Fails with UPLOAD_INCOMPLETE
   * while its bytes are not there; with FILE_MISMATCH or FILE_TOO_LARGE when they are not what was
   * declared: then the upload is given up, and its bytes are doomed.
   */
  public Uni<Optional<StoredFile>> finish(Upload upload) {
    return Uni.createFrom()
        .deferred(() -> underWay.computeIfAbsent(upload.id(), id -> finishing(upload)));
  }

  private Uni<Optional<StoredFile>> finishing(Upload upload) {
    return inspector
        .inspect(upload)
        .chain(passed -> uploads.finish(upload.id(), passed.found(), at(upload, passed)))
        .onFailure(Finisher::isHopeless)
        .call(() -> uploads.drop(upload.id(), clock.instant()))
        .onTermination()
        .invoke(() -> underWay.remove(upload.id()))
        .memoize()
        .indefinitely();
  }

  /** A file lives from when its bytes came, not from when somebody asked; clocks may disagree. */
  private Instant at(Upload upload, Passed passed) {
    var now = clock.instant();
    var written = passed.writtenAt().isAfter(now) ? now : passed.writtenAt();
    return written.isBefore(upload.createdAt()) ? upload.createdAt() : written;
  }

  private static boolean isHopeless(Throwable failure) {
    return failure instanceof FaultException known && HOPELESS.contains(known.fault().code());
  }
}
