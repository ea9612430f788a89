package dev.millrace.account;

import dev.millrace.access.KeyTerms;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Whom a key belongs to, and what it may do.
 *
 * @param plan names the account's plan
 * @param revokedAt since when it does not work any more, for good
 */
public record KeyOwner(
    AccountId account,
    UUID key,
    ApiKey.Kind kind,
    String plan,
    KeyTerms terms,
    Optional<Instant> revokedAt) {

  /** Of a key that is not revoked. */
  public KeyOwner(AccountId account, UUID key, ApiKey.Kind kind, String plan, KeyTerms terms) {
    this(account, key, kind, plan, terms, Optional.empty());
  }

  public boolean isRevoked() {
    return revokedAt.isPresent();
  }

  public boolean isExpiredAt(Instant now) {
    return terms.endedBy(now);
  }
}
