package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as it goes out. */
final class Wire {
  private Wire() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
