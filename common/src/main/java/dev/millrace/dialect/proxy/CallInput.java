package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.CallArguments;

/** The arguments of a call: the object that they are; what is none stays the text that it is. */
final class CallInput {
  private static final String FIELD = "input";

  private CallInput() {}

  static void put(String arguments, ObjectNode call) {
    CallArguments.object(arguments)
        .ifPresentOrElse(object -> call.set(FIELD, object), () -> call.put(FIELD, arguments));
  }

  static String read(JsonNode call) {
    var input = call.path(FIELD);
    return input.isObject() ? input.toString() : input.asText();
  }
}
