package dev.millrace.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;

/** What a node wants of the database; many go there together. */
public sealed interface Wish {
  AccountId account();

  /** Credit for one call. */
  record Take(Spender spender, Money amount) implements Wish {
    @Override
    public AccountId account() {
      return spender.account();
    }
  }

  /** All of a slice that is not in use goes back. */
  record GiveBack(Spender spender) implements Wish {
    @Override
    public AccountId account() {
      return spender.account();
    }
  }

  /** Others are asked for what they hold of it and do not use. */
  record Ask(AccountId account) implements Wish {}
}
