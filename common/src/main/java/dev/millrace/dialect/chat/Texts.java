package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads texts of an upstream, which may have any type. */
final class Texts {
  private Texts() {}

  /** What is no text is an empty one. */
  static String of(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }
}
