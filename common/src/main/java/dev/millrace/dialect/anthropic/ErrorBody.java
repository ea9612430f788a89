package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Failure;

/** An error as clients of the protocol know it, with our stable code and the field beside. */
final class ErrorBody {
  private ErrorBody() {}

  static ObjectNode of(Failure failure) {
    var body = JsonNodeFactory.instance.objectNode().put("type", "error");
    var error =
        body.putObject("error")
            .put("type", type(failure.status()))
            .put("message", message(failure))
            .put("code", failure.code());
    failure.field().ifPresent(field -> error.put("param", field));
    return body.put("request_id", failure.correlation());
  }

  private static String message(Failure failure) {
    return failure
        .field()
        .filter(field -> !failure.message().contains(field))
        .map(field -> field + ": " + failure.message())
        .orElse(failure.message());
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, 529 -> "overloaded_error";
      case 504 -> "timeout_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
