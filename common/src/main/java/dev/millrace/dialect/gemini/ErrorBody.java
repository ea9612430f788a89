package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Failure;

/** Errors as Google's servers tell them: a word of gRPC, and details of kinds that have names. */
final class ErrorBody {
  private static final String KIND = "@type";
  private static final String KINDS = "type.googleapis.com/google.rpc.";

  private ErrorBody() {}

  static ObjectNode of(Failure failure) {
    var body = JsonNodeFactory.instance.objectNode();
    var error = body.putObject("error");
    error.put("code", failure.status()).put("message", failure.message());
    var details = error.put("status", word(failure.status())).putArray("details");
    details
        .addObject()
        .put(KIND, KINDS + "ErrorInfo")
        .put("reason", failure.code())
        .put("domain", "millrace");
    failure
        .field()
        .ifPresent(field -> blame(details.addObject().put(KIND, KINDS + "BadRequest"), field, failure));
    details
        .addObject()
        .put(KIND, KINDS + "RequestInfo")
        .put("requestId", failure.correlation());
    return body;
  }

  private static void blame(ObjectNode detail, String field, Failure failure) {
    detail
        .putArray("fieldViolations")
        .addObject()
        .put("field", field)
        .put("description", failure.message());
  }

  private static String word(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 402 -> "FAILED_PRECONDITION";
      case 403 -> "PERMISSION_DENIED";
      case 404, 410 -> "NOT_FOUND";
      case 408, 504 -> "DEADLINE_EXCEEDED";
      case 409 -> "ABORTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 502, 503 -> "UNAVAILABLE";
      default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
    };
  }
}
