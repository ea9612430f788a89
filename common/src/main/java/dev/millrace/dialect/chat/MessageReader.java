package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Piece;
import java.util.List;

/**
 * Reads what an upstream's message says, or the part of it that comes in one chunk. What has the
 * wrong type says nothing.
 */
final class MessageReader {
  private final CallsReader calls = new CallsReader();
  private boolean refusal;

  /**
   * @param answer the answer's id
   */
  void read(JsonNode answer, JsonNode message, List<Piece> pieces) {
    if (!thoughts(message.path("reasoning_content"), pieces)) {
      thoughts(message.path("reasoning"), pieces);
    }
    content(message.path("content"), pieces);
    refusal |= words(Piece.Kind.REFUSAL, message.path("refusal"), pieces);
    calls.read(answer, message.path("tool_calls"), pieces);
    for (var annotation : message.path("annotations")) {
      UrlCitation.read(annotation).ifPresent(pieces::add);
    }
  }

  boolean hasCalls() {
    return calls.any();
  }

  boolean isRefusal() {
    return refusal;
  }

  private static boolean thoughts(JsonNode text, List<Piece> pieces) {
    return words(Piece.Kind.REASONING, text, pieces);
  }

  /** A text; Mistral's reasoning models have a list of parts. */
  private static void content(JsonNode content, List<Piece> pieces) {
    if (!content.isArray()) {
      words(Piece.Kind.CONTENT, content, pieces);
      return;
    }
    for (var part : content) {
      words(Piece.Kind.CONTENT, part.path("text"), pieces);
      for (var thought : part.path("thinking")) {
        thoughts(thought.path("text"), pieces);
      }
    }
  }

  private static boolean words(Piece.Kind kind, JsonNode text, List<Piece> pieces) {
    if (!text.isTextual() || text.textValue().isEmpty()) {
      return false;
    }
    pieces.add(new Piece.Text(kind, text.textValue()));
    return true;
  }
}
