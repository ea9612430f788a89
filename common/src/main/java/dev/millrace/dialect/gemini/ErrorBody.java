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
    var details = error.put("status", RpcStatus.word(failure.status())).putArray("details");
    details
        .addObject()
        .put(KIND, KINDS + "ErrorInfo")
        .put("reason", failure.code())
        .put("domain", "millrace");
    failure
        .field()
        .ifPresent(
            field -> blame(details.addObject().put(KIND, KINDS + "BadRequest"), field, failure));
    details.addObject().put(KIND, KINDS + "RequestInfo").put("requestId", failure.correlation());
    return body;
  }

  private static void blame(ObjectNode detail, String field, Failure failure) {
    detail
        .putArray("fieldViolations")
        .addObject()
        .put("field", field)
        .put("description", failure.message());
  }
}
