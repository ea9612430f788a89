package dev.millrace.money;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What every rate card keeps to. Each refusal is an IllegalArgumentException that says why. */
final class CardRules {
  private static final int MOST_VARIANTS = 100;
  private static final int NANO_SCALE = 9;

  private CardRules() {}

  static void check(
      PricingMode mode, Map<Quantity, Asked> asked, Tiers base, List<Variant> variants) {
    checkAsked(mode, asked.keySet());
    checkVariants(mode, variants);
    Stream.concat(Stream.of(base), variants.stream().map(Variant::tiers))
        .forEach(tiers -> checkTiers(mode, asked, tiers));
  }

  private static void checkAsked(PricingMode mode, Set<Quantity> asked) {
    for (var quantity : mode.required()) {
      require(
          asked.contains(quantity), "a %s price needs %s".formatted(mode.word(), quantity.word()));
    }
    for (var quantity : asked) {
      require(
          mode.required().contains(quantity) || mode.optional().contains(quantity),
          "a %s price has no %s".formatted(mode.word(), quantity.word()));
    }
  }

  private static void checkVariants(PricingMode mode, List<Variant> variants) {
    require(mode != PricingMode.FREE || variants.isEmpty(), "what is free has no variants");
    require(
        variants.size() <= MOST_VARIANTS,
        "a price has at most %d variants".formatted(MOST_VARIANTS));
    var names = new HashSet<String>();
    for (var variant : variants) {
      require(names.add(variant.name()), "two variants are called '%s'".formatted(variant.name()));
    }
  }

  private static void checkTiers(PricingMode mode, Map<Quantity, Asked> asked, Tiers tiers) {
    for (var step : tiers.steps()) {
      require(
          step.rates().byItem().keySet().equals(Set.copyOf(mode.items())),
          "a %s price has rates for %s".formatted(mode.word(), mode.items()));
    }
    tiers
        .by()
        .ifPresent(
            by ->
                require(
                    mode.dimensions().contains(by),
                    "a %s price cannot depend on %s".formatted(mode.word(), by.word())));
    require(
        tiers.asked().isEmpty() || tiers.by().orElseThrow() != Dimension.INPUT_TOKENS,
        "how many tokens an input has is counted, not asked");
    require(
        mode == PricingMode.FREE || !tiers.dearest().isZero(),
        "a price of 0 is not a %s price; a free model says mode: free".formatted(mode.word()));
    if (mode == PricingMode.PER_REQUEST) {
      checkExact(tiers.dearest().of(Item.AMOUNT));
    }
    if (mode == PricingMode.PER_TOKEN) {
      checkLimit(tiers.dearest(), asked);
    }
  }

  /** A whole number of nano-dollars, so that quote and charge are the same. */
  private static void checkExact(Rate amount) {
    require(
        amount.dollars().scale() <= NANO_SCALE,
        "a per_request price has at most 9 decimals, unlike " + amount);
  }

  private static void checkLimit(Rates dearest, Map<Quantity, Asked> asked) {
    require(
        asked.containsKey(Quantity.OUTPUT_LIMIT)
            || dearest.of(Item.OUTPUT).max(dearest.of(Item.REASONING)).isZero(),
        "a price for output tokens needs output_limit, or no quote could cover them");
  }

  private static void require(boolean kept, String otherwise) {
    if (!kept) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
