package dev.millrace.api.billing;

import dev.millrace.account.Account;

/** What an account has, as decimal texts. */
public record BalanceView(String balance, String held, String available, String currency) {
  static BalanceView of(Account account) {
    return new BalanceView(
        account.balance().toString(),
        account.held().toString(),
        account.available().toString(),
        Currency.OURS);
  }
}
