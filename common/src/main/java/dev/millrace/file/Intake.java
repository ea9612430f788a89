package dev.millrace.file;

import dev.millrace.account.AccountId;
import dev.millrace.account.Plan;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Upload.Declared;
import dev.millrace.file.Upload.Way;
import dev.millrace.id.UuidV7;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets uploads begin: holds what is said of them, and the account, to the plan, before any byte.
 */
@ApplicationScoped
public class Intake {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private final Uploads uploads;
  private final UploadsConfig config;
  private final InstantSource clock;

  public Intake(Uploads uploads, UploadsConfig config, InstantSource clock) {
    this.uploads = uploads;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What a caller says of a file to come, as it came.
   *
   * @param name any text; may be null
   * @param contentType any text; may be null
   * @param size may be null: not said
   * @param sha256 hexadecimal; may be null: not said
   * @param isPublic whether anyone who has the file's URL may read it
   * @param life how long the file lives; empty: for ever
   */
  public record Asked(
      String name,
      String contentType,
      Long size,
      String sha256,
      boolean isPublic,
      Optional<Duration> life) {}

  /**
   * An upload that may begin, and is not kept yet. Fails with MALFORMED when something said makes
   * no sense, with FILE_TOO_LARGE when the file is larger than the plan allows.
   *
   * @param atMost bytes that may come this way; the plan may allow fewer
   */
  public Upload checked(AccountId account, Plan plan, Way way, Asked asked, long atMost) {
    var now = clock.instant();
    var id = UuidV7.next(now, RANDOM);
    return new Upload(
        id,
        account,
        way,
        "uploads/%s/%s".formatted(account, id),
        declared(asked, plan, atMost),
        Optional.empty(),
        now,
        now.plus(way == Way.CHUNKS ? config.chunksWithin() : config.completeWithin()));
  }

  /** The same, for a way that we do not bound: by one PUT to the store as much as that takes. */
  public Upload checked(AccountId account, Plan plan, Way way, Asked asked) {
    var atMost = way == Way.PUT ? config.largestPut().asLongValue() : Long.MAX_VALUE;
    return checked(account, plan, way, asked, atMost);
  }

  /** Keeps it. Fails with STORAGE_LIMIT_REACHED when the account has no room for it. */
  public Uni<Upload> keep(Upload upload, Plan plan) {
    return uploads
        .begin(upload, new Uploads.Room(plan.mostUnfinished(), plan.storedBytes()))
        .map(begun -> kept(upload, plan, begun));
  }

  private static Declared declared(Asked asked, Plan plan, long atMost) {
    var largest = Math.min(plan.largestUpload(), atMost);
    var name = FileName.safe(asked.name());
    var size = Optional.ofNullable(asked.size());
    size.ifPresent(bytes -> checkSize(name, bytes, plan, atMost));
    return new Declared(
        name,
        ContentType.checked(asked.contentType()),
        size,
        Optional.ofNullable(asked.sha256()).map(Intake::sha256),
        largest,
        asked.isPublic(),
        asked.life());
  }

  private static void checkSize(String name, long bytes, Plan plan, long atMost) {
    if (bytes < 0) {
      throw new FaultException(
          FaultCode.MALFORMED, "size must be the number of bytes, so 0 or more; it is " + bytes);
    }
    if (bytes > plan.largestUpload()) {
      throw new FaultException(
          FaultCode.FILE_TOO_LARGE,
          "%s has %d bytes; a file may have %d at most under the plan %s"
              .formatted(name, bytes, plan.largestUpload(), plan.name()));
    }
    if (bytes > atMost) {
      throw new FaultException(
          FaultCode.FILE_TOO_LARGE,
          "%s has %d bytes; %d at most may come this way, upload it in parts (POST /storage/upload/initiate-multipart)"
              .formatted(name, bytes, atMost));
    }
  }

  private static String sha256(String given) {
    if (!SHA256.matcher(given).matches()) {
      throw new FaultException(
          FaultCode.MALFORMED, "sha256 must be the checksum as 64 hexadecimal digits");
    }
    return given.toLowerCase(Locale.ROOT);
  }

  private static Upload kept(Upload upload, Plan plan, Uploads.Begun begun) {
    return switch (begun) {
      case KEPT -> upload;
      case TOO_MANY_UNFINISHED ->
          throw limit(
              "this account has %d unfinished uploads, the most that the plan %s allows; complete or abort one (POST /storage/upload/abort), or wait until they expire"
                  .formatted(plan.mostUnfinished(), plan.name()));
      case TOO_MANY_BYTES ->
          throw limit(
              "the files of this account may have %d bytes together under the plan %s, and this one does not fit any more; delete files (DELETE /files/{id})"
                  .formatted(plan.storedBytes().orElseThrow(), plan.name()));
    };
  }

  private static FaultException limit(String message) {
    return new FaultException(FaultCode.STORAGE_LIMIT_REACHED, message);
  }
}
