package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.openai.ErrorBody;

/** How streams and responses speak of failures. */
final class FailureWords {
  private FailureWords() {}

  /**
   * Into an event {@code error}. By the reference its fields stand at the top; the official clients
   * raise an error only where they stand in an object {@code error}, which is how OpenAI itself
   * sends them. So they stand in both places.
   */
  static void event(Failure failure, ObjectNode event) {
    event.put("message", failure.message());
    event.put("code", ErrorBody.code(failure));
    event.put("param", failure.field().orElse(null));
    ErrorBody.put(failure, event);
  }

  /** The {@code error} of a response, whose codes are a short list. */
  static ObjectNode ofResponse(Failure failure) {
    return Wire.object().put("code", code(failure.status())).put("message", failure.message());
  }

  private static String code(int status) {
    if (status == 429) {
      return "rate_limit_exceeded";
    }
    return status < 500 ? "invalid_prompt" : "server_error";
  }
}
