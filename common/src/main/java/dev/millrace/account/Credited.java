package dev.millrace.account;

/** What became of a credit. */
public sealed interface Credited {
  /** The balance has risen by it. */
  record Applied(LedgerEntry entry) implements Credited {}

  /** The same credit was given before under the same key; nothing changed now. */
  record Repeated(LedgerEntry entry) implements Credited {}

  /** The key was used before for something else; nothing changed now. */
  record KeyReused() implements Credited {}

  /** There is no such account. */
  record AccountUnknown() implements Credited {}

  /** The balance would pass the largest amount that we can keep. */
  record TooLarge() implements Credited {}
}
