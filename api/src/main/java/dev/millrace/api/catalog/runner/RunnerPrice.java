package dev.millrace.api.catalog.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.money.Dimension;
import dev.millrace.money.PricingMode;
import dev.millrace.money.RateCard;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A rate card in ModelRunner's words, with all rates as decimal texts. What its words have no place
 * for keeps ours: the modes {@code free} and {@code per_request}, and steps that it does not know,
 * of which the first stands there. Pure.
 *
 * @param mode such as {@code resolution_tiered}
 * @param rates by the names that go with the mode
 * @param rules which inputs have other rates; empty when none have
 * @param each what every call costs, in dollars; empty where calls differ
 */
record RunnerPrice(
    String mode, ObjectNode rates, Optional<ObjectNode> rules, Optional<String> each) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String AMOUNT = "amount";
  private static final String TIERS = "tiers";
  private static final String STEPS = "steps";
  private static final String UP_TO = "up_to";
  private static final String VARIANTS = "variants";

  /** What one group of inputs costs. */
  private record Part(String mode, ObjectNode rates) {
    static Part of(String mode) {
      return new Part(mode, NODES.objectNode());
    }

    /** As the rate of a rule. */
    ObjectNode json() {
      var json = NODES.objectNode().put("pricingMode", mode);
      json.setAll(rates);
      return json;
    }
  }

  static RunnerPrice of(RateCard card) {
    var price = card.price();
    var mode = PricingMode.named(card.mode()).orElseThrow();
    var base = part(mode, price);
    return new RunnerPrice(base.mode(), base.rates(), rules(mode, price, base), each(mode, price));
  }

  private static Optional<String> each(PricingMode mode, ObjectNode price) {
    return switch (mode) {
      case FREE -> Optional.of("0");
      case PER_REQUEST ->
          price.has(VARIANTS) ? Optional.empty() : Optional.of(text(price.get(AMOUNT)));
      case PER_SECOND, PER_OUTPUT, PER_OUTPUT_SECOND, PER_MEGAPIXEL, PER_TOKEN -> Optional.empty();
    };
  }

  private static Part part(PricingMode mode, JsonNode price) {
    return price.has(TIERS) ? ofTiers(mode, price.get(TIERS)) : ofRates(mode, price);
  }

  private static Part ofRates(PricingMode mode, JsonNode rates) {
    var part = Part.of(mode.word());
    switch (mode) {
      case FREE -> {}
      case PER_TOKEN -> part.rates().set("tokenPricing", ofTokens(rates));
      case PER_REQUEST, PER_SECOND, PER_OUTPUT, PER_OUTPUT_SECOND, PER_MEGAPIXEL ->
          part.rates().put(nameOf(mode), text(rates.get(AMOUNT)));
    }
    return part;
  }

  /** Such as {@code pricePerOutputSecond} for {@code per_output_second}. */
  private static String nameOf(PricingMode mode) {
    var name = new StringBuilder("price");
    for (var word : mode.word().split("_", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  private static ObjectNode ofTokens(JsonNode rates) {
    var tokens = NODES.objectNode();
    tokens
        .putObject("text")
        .put("input", text(rates.get("input")))
        .put("output", text(rates.get("output")));
    return tokens
        .put("cachedInput", text(rates.get("cached_input")))
        .put("cacheWrite", text(rates.get("cache_write")))
        .put("reasoning", text(rates.get("reasoning")));
  }

  private static Part ofTiers(PricingMode mode, JsonNode tiers) {
    var by = Dimension.named(tiers.path("by").textValue()).orElseThrow();
    return switch (by) {
      case RESOLUTION ->
          mode == PricingMode.PER_OUTPUT_SECOND ? byResolution(tiers) : firstStep(mode, tiers);
      case MEGAPIXELS -> byMegapixels(mode, tiers);
      case INPUT_TOKENS -> firstStep(mode, tiers);
    };
  }

  private static Part firstStep(PricingMode mode, JsonNode tiers) {
    return ofRates(mode, tiers.path(STEPS).path(0));
  }

  private static Part byResolution(JsonNode tiers) {
    var part = Part.of("resolution_tiered");
    var pricing = part.rates().putObject("resolutionPricing");
    var presets = pricing.putArray(TIERS);
    for (var step : tiers.path(STEPS)) {
      var rate = text(step.get(AMOUNT));
      if (step.has(UP_TO)) {
        presets
            .addObject()
            .put("preset", text(step.get(UP_TO)) + "p")
            .put("pricePerOutputSecond", rate);
      } else {
        pricing.put("defaultPricePerOutputSecond", rate);
      }
    }
    return part;
  }

  private static Part byMegapixels(PricingMode mode, JsonNode tiers) {
    var name = nameOf(mode);
    var part = Part.of("megapixel_tiered");
    var pricing = part.rates().putObject("megapixelPricing");
    var steps = pricing.putArray(TIERS);
    for (var step : tiers.path(STEPS)) {
      var rate = text(step.get(AMOUNT));
      if (step.has(UP_TO)) {
        steps.addObject().put("upToMegapixels", text(step.get(UP_TO))).put(name, rate);
      } else {
        pricing.put("default" + Character.toUpperCase(name.charAt(0)) + name.substring(1), rate);
      }
    }
    return part;
  }

  private static Optional<ObjectNode> rules(PricingMode mode, ObjectNode price, Part base) {
    if (!price.has(VARIANTS)) {
      return Optional.empty();
    }
    var pointers = new TreeSet<String>();
    var rules = NODES.arrayNode();
    for (var variant : price.get(VARIANTS)) {
      var when = variant.get("when");
      when.fieldNames().forEachRemaining(pointers::add);
      var rule = rules.addObject().put("name", variant.path("name").textValue());
      rule.set("when", when);
      rule.set("rate", part(mode, variant).json());
    }
    var all = NODES.objectNode();
    pointers.forEach(all.putArray("dimensions")::add);
    all.set("rules", rules);
    all.set("default", base.json());
    return Optional.of(all);
  }

  /** An exact decimal without zeros at its end. */
  private static String text(JsonNode rate) {
    var decimal = rate.decimalValue();
    return decimal.signum() == 0
        ? BigDecimal.ZERO.toPlainString()
        : decimal.stripTrailingZeros().toPlainString();
  }
}
