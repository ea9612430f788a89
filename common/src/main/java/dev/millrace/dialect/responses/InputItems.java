package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.openai.Texts;

/** What a caller said as items that can be listed: each with an id, its content as a list. */
final class InputItems {
  private InputItems() {}

  static ArrayNode of(Heading heading) {
    var items = JsonNodeFactory.instance.arrayNode();
    var input = heading.asked().path("input");
    if (input.isTextual()) {
      items.add(item(Wire.object().put("role", "user").set("content", input), heading.id(), 0));
    }
    for (int at = 0; at < input.size(); at++) {
      if (input.get(at) instanceof ObjectNode said) {
        items.add(item(said, heading.id(), at));
      }
    }
    return items;
  }

  private static ObjectNode item(ObjectNode said, String request, int at) {
    var type = Texts.some(said.path("type")).orElse("message");
    var item = Wire.object().put("id", prefix(type) + "_" + request + "_in_" + at);
    item.put("type", type).put("status", Ending.COMPLETED);
    said.properties().stream()
        .filter(field -> !field.getValue().isNull())
        .forEach(field -> item.set(field.getKey(), field.getValue()));
    if (said.path("content").isTextual()) {
      item.set("content", content(said));
    }
    return item;
  }

  private static String prefix(String type) {
    return switch (type) {
      case "message" -> "msg";
      case "function_call" -> "fc";
      case "function_call_output" -> "fco";
      case "reasoning" -> "rs";
      default -> "item";
    };
  }

  private static JsonNode content(ObjectNode said) {
    var text = said.path("content").textValue();
    return JsonNodeFactory.instance
        .arrayNode()
        .add(
            Texts.of(said.path("role")).equals("assistant")
                ? OutputPart.text(text)
                : Wire.object().put("type", "input_text").put("text", text));
  }
}
