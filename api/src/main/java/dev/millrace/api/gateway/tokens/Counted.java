package dev.millrace.api.gateway.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A count.
 *
 * @param by who has counted
 */
record Counted(ObjectNode answer, By by) {
  /** Who may count. */
  enum By {
    /** The one who would be asked. */
    PROVIDER("provider"),
    /** We ourselves, which is near it. */
    MILLRACE("millrace");

    private final String word;

    By(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
