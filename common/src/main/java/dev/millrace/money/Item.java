package dev.millrace.money;

/** What a rate is for. */
public enum Item {
  /** The one thing that a mode counts. */
  AMOUNT("amount"),
  /** Tokens read for the first time. */
  INPUT("input"),
  /** Tokens that the provider had in its cache. */
  CACHED_INPUT("cached_input"),
  /** Tokens that the provider put into its cache. */
  CACHE_WRITE("cache_write"),
  /** Tokens written. */
  OUTPUT("output"),
  /** Tokens thought and not shown. */
  REASONING("reasoning");

  private final String word;

  Item(String word) {
    this.word = word;
  }

  /** Its name in a price. */
  public String word() {
    return word;
  }
}
