package dev.millrace.api.catalog.runner;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes texts apart for searching. Pure. */
final class Words {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** More than that say nothing more. */
  private static final int MOST = 20;

  private Words() {}

  /** The words of a text, in small letters, each once. */
  static List<String> of(String text) {
    return BLANKS
        .splitAsStream(small(text))
        .filter(word -> !word.isEmpty())
        .distinct()
        .limit(MOST)
        .toList();
  }

  static String small(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
