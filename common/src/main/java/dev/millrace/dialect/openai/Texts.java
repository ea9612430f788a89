package dev.millrace.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads texts of an upstream, which may have any type. */
public final class Texts {
  private Texts() {}

  /** What is no text is an empty one. */
  public static String of(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }

  /** A text that says something. */
  public static Optional<String> some(JsonNode node) {
    return Optional.of(of(node)).filter(text -> !text.isEmpty());
  }
}
