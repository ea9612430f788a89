package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Failure;
import java.util.Locale;

/** How this dialect speaks of failures: in error replies, in streams, and in responses. */
final class FailureWords {
  private FailureWords() {}

  /** An error reply. */
  static ObjectNode body(Failure failure) {
    var body = Wire.object();
    write(failure, body.putObject("error").put("type", type(failure)));
    return body;
  }

  /**
   * Into an event {@code error}. By the reference its fields stand at the top; the official clients
   * raise an error only where they stand in an object {@code error}, which is how OpenAI itself
   * sends them. So they stand in both places.
   */
  static void event(Failure failure, ObjectNode event) {
    write(failure, event);
    write(failure, event.putObject("error").put("type", type(failure)));
  }

  private static void write(Failure failure, ObjectNode wire) {
    wire.put("message", failure.message());
    wire.put("code", code(failure.code()));
    wire.put("param", failure.field().orElse(null));
  }

  /** The {@code error} of a response, whose codes are a short list. */
  static ObjectNode ofResponse(Failure failure) {
    var code =
        switch (failure.status() / 100) {
          case 4 -> failure.status() == 429 ? "rate_limit_exceeded" : "invalid_prompt";
          default -> "server_error";
        };
    return Wire.object().put("code", code).put("message", failure.message());
  }

  /** Clients look for the one word that differs from ours. */
  private static String code(String ours) {
    return ours.equals("MODEL_UNKNOWN") ? "model_not_found" : ours.toLowerCase(Locale.ROOT);
  }

  private static String type(Failure failure) {
    return switch (failure.status()) {
      case 401 -> "authentication_error";
      case 402 -> "insufficient_quota";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> failure.status() < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
