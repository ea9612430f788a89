package dev.millrace.model.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.money.Asked;
import dev.millrace.money.PricingMode;
import dev.millrace.money.Quantity;
import dev.millrace.money.RateCard;
import dev.millrace.money.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a model's price. What is missing or wrong is noted and read as a harmless stand-in, so that
 * one reading finds every problem; a card with problems is never handed out.
 */
final class PriceReader {
  private static final String MODES =
      Arrays.stream(PricingMode.values()).map(PricingMode::word).collect(Collectors.joining(", "));

  private final Element price;
  private final AskedReader asked;

  /**
   * A reader.
   *
   * @param price the element
   * @param inputSchema what the price's pointers point into
   */
  PriceReader(Element price, JsonNode inputSchema) {
    this.price = price;
    this.asked = new AskedReader(inputSchema);
  }

  Optional<RateCard> read() {
    int before = price.problems().count();
    if (!price.value().isObject()) {
      return price.refused("must be an object with a mode: " + MODES);
    }
    var card = price.required("mode").flatMap(this::read);
    return price.problems().count() == before ? card : Optional.empty();
  }

  private Optional<RateCard> read(Element word) {
    var mode = PricingMode.named(word.value().asText());
    if (mode.isEmpty()) {
      return word.refused("must be one of " + MODES);
    }
    return price.isObjectOf(fields(mode.get())) ? card(mode.get()) : Optional.empty();
  }

  private static Set<String> fields(PricingMode mode) {
    var fields = new HashSet<>(pricing(mode));
    fields.add("mode");
    Stream.concat(mode.required().stream(), mode.optional().stream())
        .map(Quantity::word)
        .forEach(fields::add);
    if (mode != PricingMode.FREE) {
      fields.add("variants");
    }
    return fields;
  }

  /** The fields that say rates. */
  private static Set<String> pricing(PricingMode mode) {
    var fields = new HashSet<String>();
    mode.items().forEach(item -> fields.add(item.word()));
    if (!mode.dimensions().isEmpty()) {
      fields.add("tiers");
    }
    return fields;
  }

  private Optional<RateCard> card(PricingMode mode) {
    int before = price.problems().count();
    var quantities = quantities(mode);
    var base = new TiersReader(mode, asked).read(price);
    var variants = variants(mode);
    if (price.problems().count() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RateCard(mode, quantities, base.orElseThrow(), variants));
    } catch (IllegalArgumentException e) {
      return price.refused("is refused: " + e.getMessage());
    }
  }

  private Map<Quantity, Asked> quantities(PricingMode mode) {
    var quantities = new EnumMap<Quantity, Asked>(Quantity.class);
    mode.required()
        .forEach(
            quantity ->
                price
                    .required(quantity.word())
                    .flatMap(asked::read)
                    .ifPresent(wanted -> quantities.put(quantity, wanted)));
    mode.optional()
        .forEach(
            quantity ->
                price
                    .optional(quantity.word())
                    .flatMap(asked::read)
                    .ifPresent(wanted -> quantities.put(quantity, wanted)));
    return quantities;
  }

  private List<Variant> variants(PricingMode mode) {
    var variants = new ArrayList<Variant>();
    price
        .optional("variants")
        .map(Element::items)
        .orElse(List.of())
        .forEach(item -> variant(mode, item).ifPresent(variants::add));
    return variants;
  }

  private Optional<Variant> variant(PricingMode mode, Element item) {
    var fields = new HashSet<>(pricing(mode));
    fields.add("name");
    fields.add("when");
    if (!item.isObjectOf(fields)) {
      return Optional.empty();
    }
    var name = item.required("name").flatMap(Element::text);
    var when = item.required("when").flatMap(asked::condition);
    var tiers = new TiersReader(mode, asked).read(item);
    if (name.isEmpty() || when.isEmpty() || tiers.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Variant(name.get(), when.get(), tiers.get()));
    } catch (IllegalArgumentException e) {
      return item.refused("is refused: " + e.getMessage());
    }
  }
}
