package dev.millrace.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.queue.Stage.Purse;

/** What a till's contract needs beside the till: accounts, caps, and a look at what was booked. */
public interface TillStage {
  AccountId account(String balance);

  /** A key of the account. */
  Spender spender(AccountId account);

  /** For all keys of the account together. */
  void cap(AccountId account, String amount);

  /** Balance, and what is held: for calls, or in slices. */
  Purse purse(AccountId account);

  /** How many calls of the account stand in the history. */
  int calls(AccountId account);
}
