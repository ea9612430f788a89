package dev.millrace.model;

import java.util.Locale;
import java.util.Optional;

/** The faces on which conversational models answer, each in a protocol of its own. */
public enum Face {
  /** OpenAI's chat completions. */
  CHAT("/v1/chat/completions"),
  /** OpenAI's Responses. */
  RESPONSES("/v1/responses"),
  /** Anthropic's messages. */
  MESSAGES("/v1/messages"),
  /** Gemini's generateContent. */
  GEMINI("/v1beta/models/{model}:generateContent");

  private final String path;

  Face(String path) {
    this.path = path;
  }

  /** As catalogues write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it is. */
  public String path() {
    return path;
  }

  public static Optional<Face> parse(String word) {
    for (var face : values()) {
      if (face.word().equals(word)) {
        return Optional.of(face);
      }
    }
    return Optional.empty();
  }
}
