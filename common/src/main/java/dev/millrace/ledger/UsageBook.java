package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.UsageSummary;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;

/** What an account used, day by day. Contract: UsageBookContract; every adapter passes it. */
public interface UsageBook {
  /**
   * What ended from {@code first} to {@code last}, both included. Fails only when the database does
   * not answer.
   *
   * @param most how many models, and how many keys, are told apart
   */
  Uni<UsageSummary> summary(AccountId account, LocalDate first, LocalDate last, int most);
}
