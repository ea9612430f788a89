package dev.millrace.api.catalog.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Moves a schema into a larger document: what refers to the schema's own root refers to its new
 * place then. A schema with an {@code $id} is its own root wherever it stands, and stays as it is.
 * Pure.
 */
final class MovedSchema {
  private static final String REF = "$ref";

  /**
   * What stands there are values, not schemas; a field called {@code $ref} there is no reference.
   */
  private static final Set<String> VALUES =
      Set.of("const", "default", "enum", "example", "examples");

  /** The names of what stands there are of the catalogue's own choice. */
  private static final Set<String> NAMED =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

  private final String place;

  /**
   * @param place of the new root, as a fragment: {@code #/components/schemas/Input}
   */
  private MovedSchema(String place) {
    this.place = place;
  }

  static JsonNode to(String place, JsonNode schema) {
    return new MovedSchema(place).schema(schema);
  }

  private JsonNode schema(JsonNode schema) {
    return switch (schema) {
      case ObjectNode object when object.has("$id") -> object;
      case ObjectNode object -> object(object);
      case ArrayNode array -> {
        var moved = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(one -> moved.add(schema(one)));
        yield moved;
      }
      default -> schema;
    };
  }

  private ObjectNode object(ObjectNode object) {
    var moved = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(field -> moved.set(field.getKey(), field(field.getKey(), field.getValue())));
    return moved;
  }

  private JsonNode field(String name, JsonNode value) {
    if (name.equals(REF) && value.isTextual()) {
      return JsonNodeFactory.instance.textNode(reference(value.textValue()));
    }
    if (VALUES.contains(name)) {
      return value;
    }
    return NAMED.contains(name) ? named(value) : schema(value);
  }

  private JsonNode named(JsonNode schemas) {
    if (!(schemas instanceof ObjectNode object)) {
      return schemas;
    }
    var moved = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(field -> moved.set(field.getKey(), schema(field.getValue())));
    return moved;
  }

  /** An anchor, such as {@code #node}, is found wherever it stands. */
  private String reference(String reference) {
    return reference.equals("#") || reference.startsWith("#/")
        ? place + reference.substring(1)
        : reference;
  }
}
