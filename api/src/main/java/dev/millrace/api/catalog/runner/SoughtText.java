package dev.millrace.api.catalog.runner;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text that words are looked for in, taken apart once.
 *
 * @param whole in small letters
 * @param words its words, without what stands between them
 */
record SoughtText(String whole, List<String> words) {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  static SoughtText of(String text) {
    var whole = Words.small(text);
    return new SoughtText(
        whole,
        BETWEEN_WORDS.splitAsStream(whole).filter(word -> !word.isEmpty()).distinct().toList());
  }

  boolean has(String part) {
    return whole.contains(part);
  }

  /** Whether it, or a word of it, begins so: {@code ted} is not in {@code weighted}. */
  boolean hasWord(String beginning) {
    if (whole.startsWith(beginning)) {
      return true;
    }
    for (var word : words) {
      if (word.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
