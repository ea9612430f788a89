package dev.millrace.account;

import dev.millrace.money.Money;

/** What became of a posting. */
public sealed interface Posted {
  /** The entry is written and the balance has changed by it. */
  record Applied(LedgerEntry entry) implements Posted {}

  /** The same was posted before under the same key; nothing changed now. */
  record Repeated(LedgerEntry entry) implements Posted {}

  /** The key was used before for something else; nothing changed now. */
  record KeyReused() implements Posted {}

  /** There is no such account. */
  record AccountUnknown() implements Posted {}

  /** The balance would pass the largest amount that we can keep. */
  record TooLarge() implements Posted {}

  /** It takes more than what the account has and no running request may need. */
  record NotCovered(Money needed, Money available) implements Posted {}

  /** The account has no such request. */
  record RequestUnknown() implements Posted {}

  /** Nothing was charged for the request. */
  record NotCharged() implements Posted {}

  /** More is to be given back than was charged. */
  record AboveCharge(Money charge) implements Posted {}

  /** The charge of this request was given back before, under another key or none. */
  record RefundedBefore() implements Posted {}
}
