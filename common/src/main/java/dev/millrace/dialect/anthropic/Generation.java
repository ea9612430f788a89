package dev.millrace.dialect.anthropic;

import java.util.StringTokenizer;

/**
 * Which generation a model is of, as its name says: {@code claude-opus-4-6} and {@code
 * claude-3-7-sonnet-20250219} name theirs in the first numbers that are no date. Models of other
 * makers that speak the protocol have none.
 */
record Generation(boolean known, int major, int minor) {
  private static final String FAMILY = "claude";
  private static final int LONGEST_VERSION = 2;

  static Generation of(String model) {
    int at = model.indexOf(FAMILY);
    if (at < 0) {
      return new Generation(false, 0, 0);
    }
    var words = new StringTokenizer(model.substring(at), "-.@:/_");
    while (words.hasMoreTokens()) {
      var word = words.nextToken();
      if (isVersion(word)) {
        var next = words.hasMoreTokens() ? words.nextToken() : "";
        return new Generation(
            true, Integer.parseInt(word), isVersion(next) ? Integer.parseInt(next) : 0);
      }
    }
    return new Generation(true, Integer.MAX_VALUE, 0);
  }

  private static boolean isVersion(String word) {
    return !word.isEmpty()
        && word.length() <= LONGEST_VERSION
        && word.chars().allMatch(character -> character >= '0' && character <= '9');
  }

  /**
   * From 4.6 on a model is told by {@code adaptive} thinking and effort, and the newest take
   * nothing else.
   */
  boolean isToldEffort() {
    return known && (major > 4 || (major == 4 && minor >= 6));
  }
}
