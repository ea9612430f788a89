package dev.millrace.api.relay;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobStreams;
import dev.millrace.blob.BlobStreams.Written;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Files;
import dev.millrace.file.Landings;
import dev.millrace.file.ShelvedFile.Source;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import dev.millrace.id.UuidV7;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes bytes to the store and makes an upload a file of them.
 *
 * <p>One upload may be sent twice at once, to two processes. So each sender's bytes go under a key
 * of their own, and the first whose bytes are whole and right makes the file: who comes later
 * leaves it as it is.
 */
@ApplicationScoped
public class Landing {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final BlobStreams streams;
  private final BlobStore blobs;
  private final Landings landings;
  private final Files files;
  private final InstantSource clock;

  Landing(
      BlobStreams streams, BlobStore blobs, Landings landings, Files files, InstantSource clock) {
    this.streams = streams;
    this.blobs = blobs;
    this.landings = landings;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Streams the cargo to the store and makes the file. Fails as {@link #store} and {@link #land}
   * do.
   */
  public Uni<StoredFile> take(Upload upload, Cargo cargo) {
    return store(upload, cargo)
        .chain(stored -> land(upload, stored, Source.UPLOAD))
        .map(file -> file.orElseThrow(Landing::gone));
  }

  /** Bytes that are in the store, under a key that nobody knows yet. */
  public record Stored(String key, Uploads.Found found) {}

  /**
   * Streams the cargo to the store. Fails with what its bytes fail with; nothing is kept then.
   *
   * @param upload of which only the account and what was declared is needed
   */
  public Uni<Stored> store(Upload upload, Cargo cargo) {
    var type = upload.declared().contentType();
    var key = "uploads/%s/%s".formatted(upload.account(), UuidV7.next(clock.instant(), RANDOM));
    return write(key, type, cargo).map(written -> new Stored(key, found(type, written)));
  }

  /**
   * Makes a file of an upload and the bytes that were stored for it. When others were first their
   * file is the answer, and these bytes go; empty when the upload was given up.
   */
  public Uni<Optional<StoredFile>> land(Upload upload, Stored stored, Source source) {
    return landings
        .land(upload.id(), stored.key(), stored.found(), source, clock.instant())
        .chain(
            file -> file.isPresent() ? Uni.createFrom().item(file) : giveWay(upload, stored.key()));
  }

  /** Throws stored bytes away that nothing names. */
  public Uni<Void> discard(Stored stored) {
    return blobs.delete(stored.key());
  }

  /** Bytes of a known number pass straight through; others have to be gathered. */
  private Uni<Written> write(String key, String type, Cargo cargo) {
    return cargo.announced().isPresent()
        ? streams.writeExactly(key, type, cargo.announced().get(), cargo.checked())
        : streams.write(key, type, cargo.checked(), cargo.expected().largest());
  }

  private Uni<Optional<StoredFile>> giveWay(Upload upload, String key) {
    return blobs.delete(key).chain(() -> files.find(upload.account(), upload.id()));
  }

  private static Uploads.Found found(String type, Written written) {
    return new Uploads.Found(written.size(), type, Optional.of(written.sha256()));
  }

  /** What is said of an upload that is neither under way nor a file. */
  static FaultException gone() {
    return new FaultException(
        FaultCode.NOT_FOUND,
        "there is no such upload: it was given up or has expired; begin another one");
  }
}
