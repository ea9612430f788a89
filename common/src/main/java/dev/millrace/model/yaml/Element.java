package dev.millrace.model.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * A value of the document and its place. Whoever asks it for something that it is not gets nothing,
 * and the problem is noted with its line.
 */
record Element(YamlDocument document, JsonPointer place, JsonNode value, Problems problems) {

  /** Begins the names of fields that nobody reads: a place for anchors. */
  private static final String FREE = "x-";

  static Element root(YamlDocument document, Problems problems) {
    return new Element(document, JsonPointer.empty(), document.root(), problems);
  }

  void refuse(String reason) {
    problems.add(document.lineOf(place), "%s %s".formatted(path(), reason));
  }

  /** Refuses something at a place within this value, which may be missing there. */
  void refuse(JsonPointer within, String reason) {
    new Element(document, place.append(within), value.at(within), problems).refuse(reason);
  }

  boolean has(String name) {
    return value.hasNonNull(name);
  }

  /** A field that may be missing. */
  Optional<Element> optional(String name) {
    return has(name) ? Optional.of(inner(place.appendProperty(name), value.get(name))) : missing();
  }

  Optional<Element> required(String name) {
    if (!has(name)) {
      refuse("has no %s".formatted(name));
    }
    return optional(name);
  }

  List<Element> items() {
    if (!value.isArray()) {
      refuse("must be a list");
    }
    var items = new ArrayList<Element>();
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      items.add(inner(place.appendIndex(i), value.get(i)));
    }
    return items;
  }

  /** The fields of an object whose names mean something each; none when it is no object. */
  SequencedMap<String, Element> fields() {
    if (!value.isObject()) {
      refuse("must be an object");
    }
    var fields = new LinkedHashMap<String, Element>();
    value
        .properties()
        .forEach(
            field ->
                fields.put(
                    field.getKey(), inner(place.appendProperty(field.getKey()), field.getValue())));
    return fields;
  }

  /** Whether this is an object; refuses each field of it that has no such name. */
  boolean isObjectOf(Set<String> names) {
    if (!value.isObject()) {
      refuse("must be an object with " + sorted(names));
      return false;
    }
    value
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name) && !name.startsWith(FREE)) {
                inner(place.appendProperty(name), value.get(name))
                    .refuse("is not known here; there are " + sorted(names));
              }
            });
    return true;
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }

  Optional<String> text() {
    return value.isTextual()
        ? Optional.of(value.textValue())
        : refused("must be a text; quotes make it one");
  }

  Optional<Boolean> bool() {
    return value.isBoolean() ? Optional.of(value.booleanValue()) : refused("must be true or false");
  }

  Optional<BigDecimal> number() {
    return value.isNumber() ? Optional.of(value.decimalValue()) : refused("must be a number");
  }

  Optional<Integer> whole(int min, int max) {
    if (value.isInt() && value.intValue() >= min && value.intValue() <= max) {
      return Optional.of(value.intValue());
    }
    return refused("must be a whole number from %d to %d".formatted(min, max));
  }

  <T> Optional<T> refused(String reason) {
    refuse(reason);
    return Optional.empty();
  }

  private Element inner(JsonPointer inner, JsonNode innerValue) {
    return new Element(document, inner, innerValue, problems);
  }

  private static Optional<Element> missing() {
    return Optional.empty();
  }

  /** The place for people: {@code models[2].price.amount}. */
  private String path() {
    var path = new StringBuilder();
    for (var step = place; !step.matches(); step = step.tail()) {
      if (step.getMatchingIndex() >= 0) {
        path.append('[').append(step.getMatchingIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getMatchingProperty());
      }
    }
    return path.isEmpty() ? "the catalogue" : path.toString();
  }
}
