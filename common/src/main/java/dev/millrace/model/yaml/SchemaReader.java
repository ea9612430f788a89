package dev.millrace.model.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.ValidationError;
import dev.millrace.model.InvalidSchemaException;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Schema;
import java.util.List;
import java.util.Optional;

/** Reads a model's schemas. */
final class SchemaReader {
  /** Fields that a submit may have beside the model's own, at the same level. */
  private static final List<String> RESERVED =
      List.of("metadata", "webhook", "webhook_events_filter", "public");

  private SchemaReader() {}

  static Optional<Schema> input(Element element) {
    if (!element.value().path("type").asText().equals("object")) {
      return element.refused("must say type: object; an input is always one");
    }
    for (var name : RESERVED) {
      if (element.value().path("properties").has(name)) {
        element.refuse(
            JsonPointer.compile("/properties/" + name),
            "is a field of every request, so it would never reach the model");
      }
    }
    return output(element);
  }

  static Optional<Schema> output(Element element) {
    if (!element.value().isObject()) {
      return element.refused("must be an object, a JSON Schema");
    }
    try {
      return Optional.of(JsonSchema.of(element.value()));
    } catch (InvalidSchemaException e) {
      e.errors().forEach(error -> refuse(element, error));
      return Optional.empty();
    }
  }

  private static void refuse(Element element, ValidationError error) {
    element.refuse(
        JsonPointer.compile(error.instancePath()), "is no JSON Schema: " + error.message());
  }

  /**
   * Whether an input of this schema can have something at {@code place}, as far as its first step
   * tells. A price that points beside the schema would quote its default for ever.
   */
  static boolean mayHave(JsonNode schema, JsonPointer place) {
    var properties = schema.path("properties");
    return !properties.isObject() || properties.has(String.valueOf(place.getMatchingProperty()));
  }
}
