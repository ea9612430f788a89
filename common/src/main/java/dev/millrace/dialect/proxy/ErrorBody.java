package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Failure;

/** An error as Runtools' clients read it: {@code {"error": {code, message, requestId}}}. */
final class ErrorBody {
  private ErrorBody() {}

  static ObjectNode of(Failure failure) {
    var body = JsonNodeFactory.instance.objectNode();
    put(failure, body);
    return body;
  }

  /** Puts the error into a body, or into the line that tells of it. */
  static void put(Failure failure, ObjectNode body) {
    body.putObject("error")
        .put("code", failure.code())
        .put("message", failure.message())
        .put("requestId", failure.correlation());
  }
}
