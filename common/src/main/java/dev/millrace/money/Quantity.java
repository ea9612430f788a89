package dev.millrace.money;

/** What an input may ask for more or less of; a quote covers it. */
public enum Quantity {
  /** Of one output, in pixels. */
  WIDTH("width"),
  /** Of one output, in pixels. */
  HEIGHT("height"),
  /** Of one output. */
  SECONDS("seconds"),
  OUTPUTS("outputs"),
  /** How many tokens the model may write, reasoning included. */
  OUTPUT_LIMIT("output_limit");

  private final String word;

  Quantity(String word) {
    this.word = word;
  }

  /** Its name in a price. */
  public String word() {
    return word;
  }
}
