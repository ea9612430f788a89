package dev.millrace.account;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Whom a key that is not revoked belongs to. */
public record KeyOwner(
    AccountId account, UUID key, ApiKey.Kind kind, String plan, Optional<Instant> expiresAt) {

  public boolean isExpiredAt(Instant now) {
    return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
  }
}
