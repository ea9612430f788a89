package dev.millrace.dialect.gemini;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Bytes as text. This protocol takes both alphabets, with and without padding. */
final class Base64Text {
  private Base64Text() {}

  static boolean isOne(String text) {
    int end = withoutPadding(text);
    for (int i = 0; i < end; i++) {
      if (!isOfAlphabet(text.charAt(i))) {
        return false;
      }
    }
    return end % 4 != 1;
  }

  /** In the usual alphabet, padded; empty when it is none. */
  static Optional<String> usual(String text) {
    if (!isOne(text)) {
      return Optional.empty();
    }
    if (text.length() % 4 == 0 && text.indexOf('-') < 0 && text.indexOf('_') < 0) {
      return Optional.of(text);
    }
    int end = withoutPadding(text);
    var bare = text.substring(0, end).replace('-', '+').replace('_', '/');
    return Optional.of(bare + "=".repeat((4 - end % 4) % 4));
  }

  /** The words that the bytes spell out; empty when it is none. */
  static Optional<String> spelled(String text) {
    return usual(text)
        .map(base64 -> new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
  }

  static String of(String words) {
    return Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
  }

  private static int withoutPadding(String text) {
    int end = text.length();
    while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') {
      end--;
    }
    return end;
  }

  private static boolean isOfAlphabet(char letter) {
    return letter >= 'a' && letter <= 'z'
        || letter >= 'A' && letter <= 'Z'
        || letter >= '0' && letter <= '9'
        || letter == '+'
        || letter == '/'
        || letter == '-'
        || letter == '_';
  }
}
