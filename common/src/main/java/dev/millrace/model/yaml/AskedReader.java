package dev.millrace.model.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.money.Asked;
import dev.millrace.money.Condition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads what a price says about inputs.
 *
 * @param inputSchema what its pointers point into
 */
record AskedReader(JsonNode inputSchema) {
  private static final Set<String> FIELDS = Set.of("pointer", "default", "maximum", "words");

  /** A number, when no input has a say; else where inputs say it. */
  Optional<Asked> read(Element element) {
    int before = element.problems().count();
    var asked = element.value().isNumber() ? always(element) : pointed(element);
    return element.problems().count() == before ? asked : Optional.empty();
  }

  private static Optional<Asked> always(Element element) {
    return refusing(element, () -> Asked.always(element.value().decimalValue()));
  }

  private Optional<Asked> pointed(Element element) {
    if (!element.isObjectOf(FIELDS)) {
      return Optional.empty();
    }
    var pointer = element.required("pointer").flatMap(this::pointer);
    var standard = element.required("default").flatMap(Element::number);
    var maximum = element.required("maximum").flatMap(Element::number);
    var words = words(element);
    if (pointer.isEmpty() || standard.isEmpty() || maximum.isEmpty()) {
      return Optional.empty();
    }
    return refusing(element, () -> new Asked(pointer, words, standard.get(), maximum.get()));
  }

  private static SortedMap<String, BigDecimal> words(Element element) {
    var words = new TreeMap<String, BigDecimal>();
    element
        .optional("words")
        .ifPresent(
            place ->
                place
                    .fields()
                    .forEach(
                        (word, amount) ->
                            amount.number().ifPresent(number -> words.put(word, number))));
    return words;
  }

  /** Which inputs a variant is for: values by pointer. */
  Optional<Condition> condition(Element element) {
    int before = element.problems().count();
    var wanted = new TreeMap<String, List<JsonNode>>();
    element.fields().forEach((place, value) -> wanted.put(place, values(place, value)));
    return element.problems().count() == before
        ? refusing(element, () -> new Condition(wanted))
        : Optional.empty();
  }

  private List<JsonNode> values(String place, Element value) {
    var unused = pointer(value, place);
    var values = new ArrayList<JsonNode>();
    if (value.value().isArray()) {
      value.items().forEach(item -> values.add(item.value()));
    } else {
      values.add(value.value());
    }
    return values;
  }

  private Optional<JsonPointer> pointer(Element element) {
    return pointer(element, element.text().orElse("/"));
  }

  private Optional<JsonPointer> pointer(Element element, String text) {
    if (!text.matches("(/[^/~\\p{Cntrl}]+)+")) {
      return element.refused("must be a JSON pointer into the input, such as /num_outputs");
    }
    var pointer = JsonPointer.compile(text);
    return SchemaReader.mayHave(inputSchema, pointer)
        ? Optional.of(pointer)
        : element.refused("points at what the input schema does not have");
  }

  private static <T> Optional<T> refusing(Element element, Supplier<T> made) {
    try {
      return Optional.of(made.get());
    } catch (IllegalArgumentException e) {
      return element.refused("is refused: " + e.getMessage());
    }
  }
}
