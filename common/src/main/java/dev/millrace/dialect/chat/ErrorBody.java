package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Failure;
import java.util.Locale;

/** An error as OpenAI's clients read it. */
final class ErrorBody {
  private ErrorBody() {}

  static ObjectNode of(Failure failure) {
    var body = JsonNodeFactory.instance.objectNode();
    body.putObject("error")
        .put("message", failure.message())
        .put("type", typeOf(failure.status()))
        .put("param", failure.field().orElse(null))
        .put("code", codeOf(failure.code()));
    return body;
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

  /** Clients look for OpenAI's own word for a model that is not there. */
  private static String codeOf(String code) {
    return code.equals("MODEL_UNKNOWN") ? "model_not_found" : code.toLowerCase(Locale.ROOT);
  }
}
