package dev.millrace.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;

/** Exchanges texts in JSON; what is given stays as it is. Pure. */
final class Texts {
  private Texts() {}

  static JsonNode replace(JsonNode value, UnaryOperator<TextNode> with) {
    return switch (value) {
      case TextNode text -> with.apply(text);
      case ObjectNode object -> replace(object, with);
      case ArrayNode array -> replace(array, with);
      default -> value;
    };
  }

  private static ObjectNode replace(ObjectNode object, UnaryOperator<TextNode> with) {
    var copy = object.objectNode();
    object.properties().forEach(field -> copy.set(field.getKey(), replace(field.getValue(), with)));
    return copy;
  }

  private static ArrayNode replace(ArrayNode array, UnaryOperator<TextNode> with) {
    var copy = array.arrayNode(array.size());
    array.forEach(element -> copy.add(replace(element, with)));
    return copy;
  }
}
