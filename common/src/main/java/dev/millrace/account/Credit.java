package dev.millrace.account;

import dev.millrace.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Money that an operator gives to an account.
 *
 * @param idempotencyKey names this gift: under one name an account is credited once
 */
public record Credit(
    AccountId account, Money amount, String reason, Optional<String> idempotencyKey, Instant at) {
  /** No finer than PostgreSQL keeps it, so that it reads the same ever after. */
  public Credit {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** Whether {@code entry} is what this credit writes. */
  public boolean wrote(LedgerEntry entry) {
    return entry.kind() == LedgerEntry.Kind.CREDIT
        && entry.amount().equals(amount)
        && entry.reason().equals(reason);
  }
}
