package dev.millrace.model.yaml;

import dev.millrace.money.Asked;
import dev.millrace.money.Dimension;
import dev.millrace.money.Item;
import dev.millrace.money.PricingMode;
import dev.millrace.money.Rate;
import dev.millrace.money.Rates;
import dev.millrace.money.Tiers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the rates of a price or a variant: those that it says itself, or those of its tiers. */
record TiersReader(PricingMode mode, AskedReader asked) {
  private static final Rate ANY_RATE = Rate.of("1");
  private static final Set<String> FIELDS = Set.of("by", "asked", "steps");
  private static final String DIMENSIONS =
      Arrays.stream(Dimension.values()).map(Dimension::word).collect(Collectors.joining(", "));

  /** Empty when there were problems. */
  Optional<Tiers> read(Element element) {
    int before = element.problems().count();
    var tiers =
        element.has("tiers") && !mode.dimensions().isEmpty()
            ? element.optional("tiers").flatMap(place -> tiered(element, place))
            : Optional.of(Tiers.flat(rates(element)));
    return element.problems().count() == before ? tiers : Optional.empty();
  }

  private Optional<Tiers> tiered(Element element, Element place) {
    for (var item : mode.items()) {
      element
          .optional(item.word())
          .ifPresent(field -> field.refuse("stands beside tiers; say it in each of their steps"));
    }
    if (!place.isObjectOf(FIELDS)) {
      return Optional.empty();
    }
    var by = place.required("by").flatMap(TiersReader::dimension);
    var wanted = place.optional("asked").flatMap(asked::read);
    var steps = place.required("steps").map(this::steps);
    if (by.isEmpty() || steps.isEmpty()) {
      return Optional.empty();
    }
    return made(place, by.get(), wanted, steps.get());
  }

  private static Optional<Tiers> made(
      Element place, Dimension by, Optional<Asked> wanted, List<Tiers.Step> steps) {
    try {
      return Optional.of(new Tiers(Optional.of(by), wanted, steps));
    } catch (IllegalArgumentException e) {
      return place.refused("is refused: " + e.getMessage());
    }
  }

  private static Optional<Dimension> dimension(Element element) {
    var dimension = Dimension.named(element.value().asText());
    return dimension.isPresent() ? dimension : element.refused("must be one of " + DIMENSIONS);
  }

  private List<Tiers.Step> steps(Element list) {
    var fields = new HashSet<String>();
    fields.add("up_to");
    mode.items().forEach(item -> fields.add(item.word()));
    var steps = new ArrayList<Tiers.Step>();
    for (var item : list.items()) {
      if (item.isObjectOf(fields)) {
        Optional<BigDecimal> upTo = item.optional("up_to").flatMap(Element::number);
        steps.add(new Tiers.Step(upTo, rates(item)));
      }
    }
    return steps;
  }

  private Rates rates(Element element) {
    if (mode == PricingMode.PER_TOKEN) {
      var input = rate(element, Item.INPUT, Rate.ZERO);
      var output = rate(element, Item.OUTPUT, Rate.ZERO);
      return Rates.ofTokens(
          input,
          rate(element, Item.CACHED_INPUT, input),
          rate(element, Item.CACHE_WRITE, input),
          output,
          rate(element, Item.REASONING, output));
    }
    var rates = new EnumMap<Item, Rate>(Item.class);
    mode.items()
        .forEach(
            item ->
                rates.put(
                    item, element.required(item.word()).map(TiersReader::rate).orElse(ANY_RATE)));
    return new Rates(rates);
  }

  private static Rate rate(Element element, Item item, Rate standard) {
    return element.optional(item.word()).map(TiersReader::rate).orElse(standard);
  }

  private static Rate rate(Element element) {
    try {
      return element.number().map(Rate::new).orElse(ANY_RATE);
    } catch (IllegalArgumentException e) {
      element.refuse("is refused: " + e.getMessage());
      return ANY_RATE;
    }
  }
}
