package dev.millrace.file;

import dev.millrace.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Bytes that are on their way in. An upload becomes the file of the same id once its bytes are
 * there and are what was declared.
 *
 * @param key where the bytes go
 * @param multipartId the store's own id of a multipart upload
 * @param expiresAt it is abandoned when it is not complete by then
 */
public record Upload(
    UUID id,
    AccountId account,
    Way way,
    String key,
    Declared declared,
    Optional<String> multipartId,
    Instant createdAt,
    Instant expiresAt) {

  /** The same, once the store has begun to take its parts. */
  public Upload inParts(String storesId) {
    return new Upload(id, account, way, key, declared, Optional.of(storesId), createdAt, expiresAt);
  }

  /** How the bytes come. */
  public enum Way {
    /** One PUT to a signed URL of the store. */
    PUT,
    /** In parts, each a PUT to a signed URL, or through us. */
    MULTIPART,
    /** In JSON, a chunk a call. */
    CHUNKS,
    /** One PUT through us. */
    RELAY;

    /** As it is stored. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What the caller said of the file before its bytes came.
   *
   * @param name a file name without a path, safe to show
   * @param size in bytes; empty when not said
   * @param sha256 32 bytes as 64 lower-case hexadecimal digits; empty when not said
   * @param largest more bytes than these are refused
   * @param isPublic whether anyone who has the file's URL may read it
   * @param life how long the file lives from its completion; empty: for ever
   */
  public record Declared(
      String name,
      String contentType,
      Optional<Long> size,
      Optional<String> sha256,
      long largest,
      boolean isPublic,
      Optional<Duration> life) {}
}
