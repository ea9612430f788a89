package dev.millrace.till;

import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;

/** Asks for credit back that processes hold for calls which may never come. */
public interface CreditRecall {
  /**
   * Asks every living process for what it holds of the account and does not use, and waits, for a
   * bounded time, until something has come back. Asks nobody when there is enough by now.
   *
   * <p>The item is true when trying again may end differently. It is false when no process holds
   * anything idle, or none answered in time. Fails when the database does not answer.
   */
  Uni<Boolean> recall(Spender spender, Money needed);
}
