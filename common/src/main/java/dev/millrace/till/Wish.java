package dev.millrace.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;

/** What a node wants of the database; many go there together. */
public sealed interface Wish {
  Spender spender();

  default AccountId account() {
    return spender().account();
  }

  /** Credit for one call. */
  record Take(Spender spender, Money amount) implements Wish {}

  /** All of a slice that is not in use goes back. */
  record GiveBack(Spender spender) implements Wish {}

  /** Credit for a submit, which takes it itself: others are asked for it if there is not enough. */
  record Ask(Spender spender, Money amount) implements Wish {}
}
