package dev.millrace.account;

import dev.millrace.access.KeyTerms;
import java.time.Instant;
import java.util.UUID;

/**
 * Whom a key that is not revoked belongs to, and what it may do.
 *
 * @param plan names the account's plan
 */
public record KeyOwner(AccountId account, UUID key, ApiKey.Kind kind, String plan, KeyTerms terms) {

  public boolean isExpiredAt(Instant now) {
    return terms.expiresAt().isPresent() && !now.isBefore(terms.expiresAt().get());
  }
}
