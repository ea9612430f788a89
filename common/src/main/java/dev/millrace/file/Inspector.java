package dev.millrace.file;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobStore.Facts;
import dev.millrace.blob.BlobStreams;
import dev.millrace.blob.BlobStreams.ByteRange;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Upload.Declared;
import dev.millrace.file.Uploads.Found;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks at the bytes of an upload and holds them against what was declared. It reads no more of
 * them than it has to: their beginning, or all where a checksum was declared that the store does
 * not keep.
 */
@ApplicationScoped
public class Inspector {
  private final BlobStore blobs;
  private final BlobStreams streams;

  public Inspector(BlobStore blobs, BlobStreams streams) {
    this.blobs = blobs;
    this.streams = streams;
  }

  /**
   * An object that is what was declared.
   *
   * @param writtenAt when its last byte came
   */
  public record Passed(Found found, Instant writtenAt) {}

  /**
   * Fails with UPLOAD_INCOMPLETE when there is no object, with FILE_TOO_LARGE or FILE_MISMATCH when
   * it is not what was declared.
   */
  public Uni<Passed> inspect(Upload upload) {
    return blobs
        .head(upload.key())
        .map(facts -> facts.orElseThrow(() -> incomplete(upload)))
        .invoke(facts -> checkFacts(upload.declared(), facts))
        .chain(facts -> checkBytes(upload, facts));
  }

  private static FaultException incomplete(Upload upload) {
    var next =
        switch (upload.way()) {
          case PUT -> "PUT them to the upload_url";
          case RELAY -> "PUT them to the relay_upload_url";
          case MULTIPART -> "upload its parts, then call POST /storage/upload/complete with them";
          case CHUNKS -> "send the missing chunks to POST /storage/upload/chunk";
        };
    return new FaultException(
        FaultCode.UPLOAD_INCOMPLETE,
        "the bytes of %s are not there yet; %s until %s, or begin a new upload"
            .formatted(upload.declared().name(), next, upload.expiresAt()));
  }

  private static void checkFacts(Declared declared, Facts facts) {
    if (facts.size() > declared.largest()) {
      throw new FaultException(
          FaultCode.FILE_TOO_LARGE,
          "%s has %d bytes; it may have %d at most, and it was given up"
              .formatted(declared.name(), facts.size(), declared.largest()));
    }
    declared
        .size()
        .filter(size -> size != facts.size())
        .ifPresent(size -> mismatch(declared, "size", size + " bytes", facts.size() + " bytes"));
    if (facts.contentType() != null
        && !ContentType.isGeneric(facts.contentType())
        && !ContentType.essence(facts.contentType())
            .equals(ContentType.essence(declared.contentType()))) {
      mismatch(declared, "type", declared.contentType(), facts.contentType());
    }
    facts.sha256().ifPresent(sha256 -> checkSum(declared, sha256));
  }

  private static void checkSum(Declared declared, String found) {
    declared
        .sha256()
        .filter(sha256 -> !sha256.equalsIgnoreCase(found))
        .ifPresent(sha256 -> mismatch(declared, "SHA-256", sha256, found));
  }

  private Uni<Passed> checkBytes(Upload upload, Facts facts) {
    boolean summed = upload.declared().sha256().isPresent() && facts.sha256().isEmpty();
    return looked(upload, facts, summed)
        .map(
            look -> {
              if (summed) {
                checkSum(upload.declared(), look.sha256());
              }
              checkType(upload.declared(), look.firstBytes());
              var sha256 = summed ? Optional.of(look.sha256()) : facts.sha256();
              return new Passed(
                  new Found(facts.size(), upload.declared().contentType(), sha256),
                  facts.writtenAt());
            });
  }

  /** On a worker's thread: a checksum of gigabytes would hold an event loop up for seconds. */
  private Uni<Look> looked(Upload upload, Facts facts, boolean whole) {
    var look = new Look();
    if (facts.size() == 0) {
      return Uni.createFrom().item(look);
    }
    var range =
        whole || facts.size() <= RealType.LOOKED_AT
            ? Optional.<ByteRange>empty()
            : Optional.of(new ByteRange(0, Optional.of(RealType.LOOKED_AT - 1L)));
    return streams
        .read(upload.key(), range)
        .map(reading -> reading.orElseThrow(() -> incomplete(upload)))
        .chain(
            reading ->
                reading
                    .bytes()
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(look::at)
                    .collect()
                    .last()
                    .replaceWith(look));
  }

  private static void checkType(Declared declared, byte[] firstBytes) {
    RealType.contradiction(declared.contentType(), firstBytes)
        .ifPresent(real -> mismatch(declared, "type", declared.contentType(), real));
  }

  private static void mismatch(Declared declared, String what, String said, String found) {
    throw new FaultException(
        FaultCode.FILE_MISMATCH,
        "the %s of %s was declared as %s and is %s; the upload was given up, begin a new one with what it really is"
            .formatted(what, declared.name(), said, found));
  }
}
