package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Writes a card as a catalogue says it, always in the same way. */
final class CardJson {
  private CardJson() {}

  static ObjectNode of(
      PricingMode mode, Map<Quantity, Asked> asked, Tiers base, List<Variant> variants) {
    var price = JsonNodeFactory.instance.objectNode().put("mode", mode.word());
    put(price, mode, base);
    asked.forEach((quantity, wanted) -> price.set(quantity.word(), wanted.json()));
    if (!variants.isEmpty()) {
      var list = price.putArray("variants");
      for (var variant : variants) {
        var entry = list.addObject().put("name", variant.name());
        entry.set("when", variant.when().json());
        put(entry, mode, variant.tiers());
      }
    }
    return price;
  }

  private static void put(ObjectNode json, PricingMode mode, Tiers tiers) {
    if (tiers.isFlat()) {
      put(json, mode, tiers.dearest());
      return;
    }
    var entry = json.putObject("tiers").put("by", tiers.by().orElseThrow().word());
    tiers.asked().ifPresent(wanted -> entry.set("asked", wanted.json()));
    var steps = entry.putArray("steps");
    for (var step : tiers.steps()) {
      var object = steps.addObject();
      step.upTo().ifPresent(bound -> object.put("up_to", bound));
      put(object, mode, step.rates());
    }
  }

  private static void put(ObjectNode json, PricingMode mode, Rates rates) {
    mode.items().forEach(item -> json.put(item.word(), rates.of(item).dollars()));
  }

  /** Each value by its way, such as {@code tiers.steps.1.amount}; the mode is left out. */
  static SequencedMap<String, String> terms(ObjectNode price) {
    var terms = new LinkedHashMap<String, String>();
    price.properties().stream()
        .filter(field -> !field.getKey().equals("mode"))
        .forEach(field -> put(terms, field.getKey(), field.getValue()));
    return Collections.unmodifiableSequencedMap(terms);
  }

  private static void put(Map<String, String> terms, String way, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(f -> put(terms, way + "." + f.getKey(), f.getValue()));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        put(terms, way + "." + (i + 1), value.get(i));
      }
    } else {
      terms.put(way, text(way, value));
    }
  }

  /** A condition's values keep their type: 1 is not "1". */
  private static String text(String way, JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return value.isTextual() && !way.contains(".when.") ? value.textValue() : value.toString();
  }
}
