package dev.millrace.account;

import dev.millrace.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An account to be opened, with its first key.
 *
 * @param credit what it starts with; zero writes no ledger entry
 */
public record NewAccount(
    AccountId id, String name, String plan, Money credit, ApiKey key, Instant at) {
  /** No finer than PostgreSQL keeps it, so that it reads the same ever after. */
  public NewAccount {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** The account as it stands right after opening. */
  public Account opened() {
    return new Account(id, name, plan, credit, Money.ZERO, at);
  }
}
