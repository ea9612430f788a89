package dev.millrace.dialect.embedding;

import java.util.Optional;

/** How a vector stands in JSON. */
public enum Encoding {
  /** A list of numbers. */
  FLOAT("float"),
  /** Base64 of 32-bit floats, the lowest byte first. */
  BASE64("base64");

  private final String word;

  Encoding(String word) {
    this.word = word;
  }

  /** As OpenAI's protocol writes it. */
  public String word() {
    return word;
  }

  static Optional<Encoding> parse(String word) {
    for (var encoding : values()) {
      if (encoding.word.equals(word)) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }
}
