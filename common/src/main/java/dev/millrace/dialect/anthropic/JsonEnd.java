package dev.millrace.dialect.anthropic;

/** Finds where a JSON object that comes in parts ends. */
final class JsonEnd {
  private int depth;
  private boolean begun;
  private boolean quoted;
  private boolean escaped;

  void read(String part) {
    for (int at = 0; at < part.length(); at++) {
      read(part.charAt(at));
    }
  }

  private void read(char character) {
    if (quoted) {
      readQuoted(character);
      return;
    }
    switch (character) {
      case '"' -> quoted = true;
      case '{', '[' -> {
        begun = true;
        depth++;
      }
      case '}', ']' -> depth--;
      default -> {}
    }
  }

  private void readQuoted(char character) {
    if (escaped) {
      escaped = false;
    } else if (character == '\\') {
      escaped = true;
    } else if (character == '"') {
      quoted = false;
    }
  }

  boolean isReached() {
    return begun && depth <= 0;
  }
}
