package dev.millrace.money;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which inputs something is for: those that have one of the values at each of the places.
 *
 * @param wanted the values by pointer; texts, numbers and booleans
 */
public record Condition(SortedMap<String, List<JsonNode>> wanted) {
  private static final int MOST = 20;

  public Condition {
    if (wanted.isEmpty() || wanted.size() > MOST) {
      throw new IllegalArgumentException("a variant has 1 to %d conditions".formatted(MOST));
    }
    var checked = new TreeMap<String, List<JsonNode>>();
    wanted.forEach((place, values) -> checked.put(Words.checked(place), checked(values)));
    wanted = Collections.unmodifiableSortedMap(checked);
  }

  public static Condition of(Map<String, JsonNode> wanted) {
    var lists = new TreeMap<String, List<JsonNode>>();
    wanted.forEach((place, value) -> lists.put(place, List.of(value)));
    return new Condition(lists);
  }

  private static List<JsonNode> checked(List<JsonNode> values) {
    if (values.isEmpty() || values.size() > MOST) {
      throw new IllegalArgumentException("a condition has 1 to %d values".formatted(MOST));
    }
    return values.stream().map(Condition::checked).toList();
  }

  private static JsonNode checked(JsonNode value) {
    if (value.isTextual()) {
      return JsonNodeFactory.instance.textNode(Words.checked(value.textValue()));
    }
    if (value.isNumber()) {
      return JsonNodeFactory.instance.numberNode(value.decimalValue().stripTrailingZeros());
    }
    if (value.isBoolean()) {
      return value;
    }
    throw new IllegalArgumentException("a condition's value is a text, a number or a boolean");
  }

  boolean matches(JsonNode input) {
    return wanted.entrySet().stream()
        .allMatch(
            place -> isOneOf(place.getValue(), input.at(JsonPointer.compile(place.getKey()))));
  }

  private static boolean isOneOf(List<JsonNode> values, JsonNode found) {
    return values.stream().anyMatch(value -> isSame(value, found));
  }

  private static boolean isSame(JsonNode value, JsonNode found) {
    if (value.isNumber()) {
      return isFinite(found) && value.decimalValue().compareTo(found.decimalValue()) == 0;
    }
    return value.equals(found);
  }

  private static boolean isFinite(JsonNode found) {
    return found.isNumber() && !(found.isDouble() && !Double.isFinite(found.doubleValue()));
  }

  /** As a price says it. */
  JsonNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    wanted.forEach(
        (place, values) -> {
          if (values.size() == 1) {
            json.set(place, values.getFirst());
          } else {
            json.putArray(place).addAll(values);
          }
        });
    return json;
  }
}
