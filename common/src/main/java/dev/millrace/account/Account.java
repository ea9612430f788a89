package dev.millrace.account;

import dev.millrace.money.Money;
import java.time.Instant;

/**
 * An account as it stood when it was read.
 *
 * @param balance credits minus charges
 * @param held what the requests that are under way may still cost
 */
public record Account(
    AccountId id, String name, String plan, Money balance, Money held, Instant createdAt) {

  /** What a new request may cost at the most. */
  public Money available() {
    return balance.minus(held);
  }
}
