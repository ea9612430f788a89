package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Piece;
import java.util.Optional;

/** Reads the calls of one answer. They come whole, and often without ids. */
final class AnsweredCalls {
  /** With it, ids that we make up are no longer than other protocols take. */
  private static final int LONGEST_ANSWER = 28;

  private int count;
  private String answer = "";

  boolean hasAny() {
    return count > 0;
  }

  /** Names the answer: the ids of its calls are not to be those of an earlier turn's. */
  void isOf(JsonNode responseId) {
    if (answer.isEmpty() && responseId.isTextual()) {
      answer = plain(responseId.textValue());
    }
  }

  private static String plain(String id) {
    var plain = new StringBuilder();
    for (int i = 0; i < id.length() && plain.length() < LONGEST_ANSWER; i++) {
      char letter = id.charAt(i);
      if (letter < 128 && (Character.isLetterOrDigit(letter) || letter == '-' || letter == '_')) {
        plain.append(letter);
      }
    }
    return plain.toString();
  }

  Piece.ToolCall read(JsonNode call) {
    var name = call.path("name");
    var arguments = call.path("args");
    if (!name.isTextual() || name.textValue().isEmpty() || !isFit(arguments)) {
      throw RpcStatus.broken("made a tool call that is none");
    }
    var id = call.path("id");
    int index = count++;
    return new Piece.ToolCall(
        index,
        Optional.of(
            id.isTextual() && !id.textValue().isEmpty() ? id.textValue() : "call_" + mark(index)),
        Optional.of(name.textValue()),
        arguments.isObject() ? arguments.toString() : "{}");
  }

  private static boolean isFit(JsonNode arguments) {
    return arguments.isObject() || arguments.isNull() || arguments.isMissingNode();
  }

  private String mark(int index) {
    return answer.isEmpty() ? String.valueOf(index) : answer + "_" + index;
  }
}
