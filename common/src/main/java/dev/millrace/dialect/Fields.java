package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes fields out of an object of a caller's body, and knows which ones nobody asked for. A field
 * that is {@code null} is as one that is not there. All refusals name the field by its path.
 */
public final class Fields {
  private final ObjectNode node;
  private final String path;
  private final Set<String> known = new HashSet<>();

  private Fields(ObjectNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /** Of the body itself. */
  public static Fields of(ObjectNode body) {
    return new Fields(body, "");
  }

  /** A value with its place. */
  public record Value(String path, JsonNode node) {
    public boolean isText() {
      return node.isTextual();
    }

    public boolean isObject() {
      return node.isObject();
    }

    public String text() {
      if (!node.isTextual()) {
        throw FieldFault.malformed(path, "must be a string");
      }
      return node.textValue();
    }

    public Fields object() {
      if (!(node instanceof ObjectNode object)) {
        throw FieldFault.malformed(path, "must be an object");
      }
      return new Fields(object, path);
    }

    public List<Value> items() {
      if (!node.isArray()) {
        throw FieldFault.malformed(path, "must be a list");
      }
      var items = new ArrayList<Value>(node.size());
      node.forEach(item -> items.add(new Value(path + "[" + items.size() + "]", item)));
      return items;
    }
  }

  /** The object's own place; empty for the body itself. */
  public String path() {
    return path;
  }

  /** The place of one of its fields. */
  public String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  public boolean has(String name) {
    known.add(name);
    return node.hasNonNull(name);
  }

  public Optional<Value> optional(String name) {
    return has(name) ? Optional.of(new Value(pathOf(name), node.get(name))) : Optional.empty();
  }

  public Value required(String name) {
    return optional(name).orElseThrow(() -> FieldFault.malformed(pathOf(name), "is missing"));
  }

  public String text(String name) {
    return required(name).text();
  }

  public Optional<String> optionalText(String name) {
    return optional(name).map(Value::text);
  }

  public Optional<Boolean> bool(String name) {
    return checked(name, JsonNode::isBoolean, "must be true or false").map(JsonNode::booleanValue);
  }

  public Optional<Double> number(String name) {
    return checked(name, JsonNode::isNumber, "must be a number").map(JsonNode::doubleValue);
  }

  public Optional<Long> whole(String name) {
    return checked(
            name,
            value -> value.canConvertToExactIntegral() && value.canConvertToLong(),
            "must be a whole number")
        .map(JsonNode::longValue);
  }

  public Optional<Fields> object(String name) {
    return optional(name).map(Value::object);
  }

  /** The items of a list; none when it is not there. */
  public List<Value> items(String name) {
    return optional(name).map(Value::items).orElse(List.of());
  }

  /** A string, or a list of strings; none when it is not there. */
  public List<String> texts(String name) {
    return optional(name)
        .map(
            value ->
                value.isText()
                    ? List.of(value.text())
                    : value.items().stream().map(Value::text).toList())
        .orElse(List.of());
  }

  /**
   * A field that may only say what holds anyway, such as {@code n: 1}. Any other value is refused
   * as something that cannot be carried over.
   */
  public Fields only(String name, Predicate<JsonNode> whatHolds) {
    if (has(name) && !whatHolds.test(node.get(name))) {
      throw FieldFault.unsupported(pathOf(name));
    }
    return this;
  }

  /** Takes notice of fields that say nothing to a model, such as its own kind. */
  public Fields known(String... names) {
    known.addAll(List.of(names));
    return this;
  }

  /** The fields that nobody asked for. */
  public List<Value> others() {
    return node.properties().stream()
        .filter(this::isOther)
        .map(field -> new Value(pathOf(field.getKey()), field.getValue()))
        .toList();
  }

  /** Refuses the first field that nobody asked for. */
  public void refuseOthers() {
    for (var field : node.properties()) {
      if (isOther(field)) {
        throw FieldFault.unsupported(pathOf(field.getKey()));
      }
    }
  }

  private boolean isOther(Map.Entry<String, JsonNode> field) {
    return !known.contains(field.getKey()) && !field.getValue().isNull();
  }

  private Optional<JsonNode> checked(String name, Predicate<JsonNode> fits, String rule) {
    if (!has(name)) {
      return Optional.empty();
    }
    var value = node.get(name);
    if (!fits.test(value)) {
      throw FieldFault.malformed(pathOf(name), rule);
    }
    return Optional.of(value);
  }
}
