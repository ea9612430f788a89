package dev.millrace.account;

import dev.millrace.access.KeyTerms;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A key as its owner sees it; its text is known to nobody any more.
 *
 * @param owner what its account is called
 * @param hint its first characters
 * @param project the owner's own word for what it is for
 */
public record KeyRecord(
    UUID id,
    AccountId account,
    String owner,
    String sha256,
    ApiKey.Kind kind,
    String name,
    String hint,
    KeyTerms terms,
    Optional<String> project,
    History history) {

  /** How a key stands. In lower case these are the values on the wire. */
  public enum Status {
    ACTIVE,
    /** Its time is over; it works again when its owner gives it more. */
    EXPIRED,
    /** For good. */
    REVOKED
  }

  /**
   * What happened to a key.
   *
   * @param updatedAt when its terms were last changed
   * @param lastUsedAt to the minute; empty when it was never used
   * @param replacedBy the key that it was rotated to
   */
  public record History(
      Instant createdAt,
      Instant updatedAt,
      Optional<Instant> lastUsedAt,
      Optional<Instant> revokedAt,
      Optional<UUID> replacedBy) {}

  public Status status(Instant now) {
    if (history.revokedAt().isPresent()) {
      return Status.REVOKED;
    }
    return terms.endedBy(now) ? Status.EXPIRED : Status.ACTIVE;
  }
}
