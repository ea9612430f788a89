package dev.millrace.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Failure;
import java.util.Locale;

/** An error as OpenAI's clients read it. */
public final class ErrorBody {
  private ErrorBody() {}

  public static ObjectNode of(Failure failure) {
    var body = JsonNodeFactory.instance.objectNode();
    put(failure, body);
    return body;
  }

  /** Puts the error into a body, an event, or whatever else tells of it. */
  public static void put(Failure failure, ObjectNode body) {
    body.putObject("error")
        .put("message", failure.message())
        .put("type", typeOf(failure.status()))
        .put("param", failure.field().orElse(null))
        .put("code", code(failure));
  }

  private static String typeOf(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "insufficient_quota";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      case 500 -> "server_error";
      default -> status > 500 ? "api_error" : "invalid_request_error";
    };
  }

  /** Our code; clients look for OpenAI's own word for a model that is not there. */
  public static String code(Failure failure) {
    return failure.code().equals("MODEL_UNKNOWN")
        ? "model_not_found"
        : failure.code().toLowerCase(Locale.ROOT);
  }
}
