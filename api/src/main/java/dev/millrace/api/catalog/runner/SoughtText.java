package dev.millrace.api.catalog.runner;

/**
 * A text that words are looked for in. It is not taken apart: a word that somebody looks for may
 * have dashes and dots of its own, such as {@code gpt-4o}.
 *
 * @param whole in small letters
 */
record SoughtText(String whole) {
  static SoughtText of(String text) {
    return new SoughtText(Words.small(text));
  }

  boolean has(String part) {
    return whole.contains(part);
  }

  /** Whether it, or a word of it, begins so: {@code ted} is not in {@code weighted}. */
  boolean hasWord(String beginning) {
    int at = whole.indexOf(beginning);
    while (at > 0 && Character.isLetterOrDigit(whole.codePointBefore(at))) {
      at = whole.indexOf(beginning, at + 1);
    }
    return at >= 0;
  }
}
