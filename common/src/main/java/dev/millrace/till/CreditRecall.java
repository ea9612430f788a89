package dev.millrace.till;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;

/** Asks for credit back that processes hold for calls which may never come. */
public interface CreditRecall {
  /**
   * Asks every living process for what it holds of the account and does not use, and waits, for a
   * bounded time, until something has come back.
   *
   * <p>The item is true when something may have come back: trying again may end differently. It is
   * false when no process holds anything idle, or none answered in time. Fails when the database
   * does not answer.
   */
  Uni<Boolean> recall(AccountId account);
}
