package dev.millrace.provider.local;

import java.util.Arrays;
import java.util.List;

/** Words as people count them: what stands between spaces. */
final class Words {
  private Words() {}

  static List<String> of(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
