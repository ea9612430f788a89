package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads schemas. This protocol has a language of its own for them, near to OpenAPI's: types in
 * upper case, {@code nullable}, an order of properties, and large numbers as text.
 */
final class SchemaReader {
  private static final int DEEPEST = 64;
  private static final Set<String> COUNTS =
      Set.of("minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength");
  private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");
  private static final Set<String> SCHEMAS = Set.of("items", "additionalProperties", "not");
  private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");

  private final String path;

  private SchemaReader(String path) {
    this.path = path;
  }

  /**
   * The schema in one of two fields, as JSON Schema.
   *
   * @param own the field of this protocol's language
   * @param json the field of JSON Schema
   */
  static Optional<JsonNode> read(Fields fields, String own, String json) {
    var mine = fields.object(own).map(object -> fields.required(own));
    var standard = fields.object(json).map(object -> fields.required(json).node());
    if (mine.isPresent() && standard.isPresent()) {
      throw FieldFault.malformed(fields.pathOf(own), "must not be there together with " + json);
    }
    return standard.or(() -> mine.map(SchemaReader::translated));
  }

  private static JsonNode translated(Fields.Value schema) {
    return new SchemaReader(schema.path()).schema(schema.node(), 0);
  }

  private JsonNode schema(JsonNode node, int depth) {
    if (!(node instanceof ObjectNode own)) {
      return node;
    }
    if (depth > DEEPEST) {
      throw FieldFault.malformed(path, "is nested more than %d levels deep".formatted(DEEPEST));
    }
    var schema = JsonNodeFactory.instance.objectNode();
    own.properties().forEach(field -> put(schema, field.getKey(), field.getValue(), depth + 1));
    if (own.path("nullable").asBoolean()) {
      allowNull(schema);
    }
    ordered(schema, own.path("propertyOrdering"));
    return schema;
  }

  private void put(ObjectNode schema, String name, JsonNode value, int depth) {
    if (name.equals("type")) {
      type(value).ifPresent(type -> schema.set(name, type));
    } else if (name.equals("example")) {
      schema.putArray("examples").add(value);
    } else if (COUNTS.contains(name)) {
      schema.set(name, count(name, value));
    } else if (MAPS.contains(name)) {
      schema.set(name, each(value, depth));
    } else if (SCHEMAS.contains(name)) {
      schema.set(name, schema(value, depth));
    } else if (LISTS.contains(name)) {
      schema.set(name, all(value, depth));
    } else if (!isOfOurs(name, value)) {
      schema.set(name, value);
    }
  }

  /** What is said in other words, or by the list of values itself. */
  private static boolean isOfOurs(String name, JsonNode value) {
    return switch (name) {
      case "nullable", "propertyOrdering" -> true;
      case "format" -> value.asText().equals("enum");
      default -> false;
    };
  }

  private static Optional<JsonNode> type(JsonNode type) {
    if (!type.isTextual()) {
      return Optional.of(type);
    }
    return Optional.of(type.textValue())
        .filter(word -> !word.equals("TYPE_UNSPECIFIED"))
        .map(word -> JsonNodeFactory.instance.textNode(word.toLowerCase(Locale.ROOT)));
  }

  private JsonNode count(String name, JsonNode value) {
    if (!value.isTextual()) {
      return value;
    }
    try {
      return JsonNodeFactory.instance.numberNode(Integer.parseInt(value.textValue()));
    } catch (NumberFormatException e) {
      throw FieldFault.malformed(path, "has a %s that is no whole number".formatted(name));
    }
  }

  private JsonNode each(JsonNode map, int depth) {
    if (!map.isObject()) {
      return map;
    }
    var schemas = JsonNodeFactory.instance.objectNode();
    map.properties().forEach(field -> schemas.set(field.getKey(), schema(field.getValue(), depth)));
    return schemas;
  }

  private JsonNode all(JsonNode list, int depth) {
    if (!list.isArray()) {
      return list;
    }
    var schemas = JsonNodeFactory.instance.arrayNode(list.size());
    list.forEach(item -> schemas.add(schema(item, depth)));
    return schemas;
  }

  private static void allowNull(ObjectNode schema) {
    if (schema.path("type").isTextual()) {
      var type = schema.path("type").textValue();
      schema.putArray("type").add(type).add("null");
    }
    if (schema.path("anyOf") instanceof ArrayNode choices) {
      choices.addObject().put("type", "null");
    }
    if (schema.path("enum") instanceof ArrayNode values) {
      schema.set("enum", values.deepCopy().addNull());
    }
  }

  /** Models write properties in the order in which the schema has them. */
  private static void ordered(ObjectNode schema, JsonNode order) {
    if (!order.isArray() || !(schema.path("properties") instanceof ObjectNode properties)) {
      return;
    }
    var sorted = JsonNodeFactory.instance.objectNode();
    for (var name : order) {
      if (name.isTextual() && properties.has(name.textValue())) {
        sorted.set(name.textValue(), properties.get(name.textValue()));
      }
    }
    properties.properties().forEach(field -> sorted.putIfAbsent(field.getKey(), field.getValue()));
    schema.set("properties", sorted);
  }
}
