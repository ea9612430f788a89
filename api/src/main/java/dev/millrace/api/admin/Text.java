package dev.millrace.api.admin;

import dev.millrace.api.http.fault.Refusal;

/** Reads texts that an operator writes. Pure. */
final class Text {
  /** Characters that a reason may have. */
  static final int LONGEST_REASON = 500;

  private Text() {}

  /** Why an operator moves money. */
  static String reason(String text) {
    return required("reason", text, LONGEST_REASON);
  }

  /** Neither blank nor long, and without control characters, which a database may refuse. */
  static String required(String field, String text, int longest) {
    if (text == null || text.isBlank()) {
      throw Refusal.of(field, "required", "is required");
    }
    if (text.codePointCount(0, text.length()) > longest) {
      throw Refusal.of(field, "maxLength", "must have at most " + longest + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.of(field, "pattern", "must not hold control characters");
    }
    return text;
  }

  static String orElse(String field, String text, String usual, int longest) {
    return text == null ? usual : required(field, text, longest);
  }
}
