package dev.millrace.dialect.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model's own input that is being filled in. Its places are the top-level properties of the
 * model's input schema; what is put there is held against the schema later, by whoever prices it.
 */
public final class Form {
  private final JsonNode rules;
  private final ObjectNode input = JsonNodeFactory.instance.objectNode();
  private final Map<String, String> said = new LinkedHashMap<>();

  private Form(JsonNode rules) {
    this.rules = rules;
  }

  /** An empty one. */
  public static Form of(JsonNode inputSchema) {
    return new Form(inputSchema.path("properties"));
  }

  public boolean has(String place) {
    return rules.has(place);
  }

  /** What the schema says of a place; a missing node when there is no such place. */
  public JsonNode rule(String place) {
    return rules.path(place);
  }

  /** The first of these places that it has. */
  public Optional<String> first(String... places) {
    return Stream.of(places).filter(this::has).findFirst();
  }

  /** Whether a place, if it has it at all, lists its values and this one among them, or none. */
  public boolean takes(String place, String value) {
    var listed = rule(place).path("enum");
    return has(place) && (!listed.isArray() || lists(listed, value));
  }

  private static boolean lists(JsonNode values, String value) {
    for (var one : values) {
      if (one.isTextual() && one.textValue().equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the schema of a place speaks of values of a type, such as {@code integer}, at all. */
  public boolean speaksOf(String place, String type) {
    return speaksOf(rule(place), type);
  }

  private static boolean speaksOf(JsonNode rule, String type) {
    if (rule.path("type").asText().equals(type)) {
      return true;
    }
    for (var part : rule) {
      if (part.isContainerNode() && speaksOf(part, type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Puts something where the model wants it.
   *
   * @param field the caller's own name for it, which is blamed when it does not fit
   */
  public Form put(String place, JsonNode value, String field) {
    input.set(place, value);
    said.put(place, field);
    return this;
  }

  /** Puts a caller's value in the first of these places; one that has none of them is refused. */
  public Form put(Value value, String... places) {
    var place = first(places).orElseThrow(() -> noPlace(value.path()));
    return put(place, value.node(), value.path());
  }

  /** Refuses a field that the model has no place for. */
  public static RuntimeException noPlace(String field) {
    return FieldFault.unsupported(
        field, "is nothing that this model can be told; leave it out, or use another model");
  }

  public Filled filled() {
    return new Filled(input, said);
  }
}
