package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Cards, inputs and usages for properties, all from one seed. */
final class ACard {
  static final Duration RUN_LIMIT = Duration.ofMinutes(1);
  private static final int MOST_OUTPUTS = 4;
  private static final int LONGEST_SIDE = 2048;
  private static final int MOST_TOKENS = 4096;
  private static final int MOST_MILLIS = 10_000;

  private ACard() {}

  /** Any card: with and without tiers and variants. */
  static RateCard from(Random random) {
    var modes = Arrays.asList(PricingMode.values());
    return of(modes.get(random.nextInt(modes.size())), random);
  }

  static RateCard of(PricingMode mode, Random random) {
    var variants = new ArrayList<Variant>();
    for (int i = 0; mode != PricingMode.FREE && i < random.nextInt(3); i++) {
      var when = Condition.of(Map.of("/quality", JsonNodeFactory.instance.textNode("q" + i)));
      variants.add(new Variant("v" + i, when, tiers(mode, random)));
    }
    return new RateCard(mode, asked(mode), tiers(mode, random), variants);
  }

  private static Map<Quantity, Asked> asked(PricingMode mode) {
    var asked = new EnumMap<Quantity, Asked>(Quantity.class);
    mode.required().forEach(quantity -> asked.put(quantity, asked(quantity)));
    mode.optional().forEach(quantity -> asked.put(quantity, asked(quantity)));
    return asked;
  }

  private static Asked asked(Quantity quantity) {
    return switch (quantity) {
      case WIDTH -> Asked.of("/width", 512, LONGEST_SIDE);
      case HEIGHT -> Asked.of("/height", 512, LONGEST_SIDE);
      case SECONDS -> Asked.of("/seconds", 5, MOST_MILLIS / 1000);
      case OUTPUTS -> Asked.of("/num_outputs", 1, MOST_OUTPUTS);
      case OUTPUT_LIMIT -> Asked.of("/max_tokens", 256, MOST_TOKENS);
    };
  }

  private static Tiers tiers(PricingMode mode, Random random) {
    var dimensions = List.copyOf(mode.dimensions());
    if (dimensions.isEmpty() || random.nextBoolean()) {
      return Tiers.flat(rates(mode, random, 1));
    }
    var by = dimensions.get(random.nextInt(dimensions.size()));
    var steps = new ArrayList<Tiers.Step>();
    var bound = BigDecimal.ZERO;
    var rates = rates(mode, random, 1);
    for (int i = 0; i < random.nextInt(4); i++) {
      bound = bound.add(decimal(random, by == Dimension.MEGAPIXELS ? 2_000 : 1_000_000, 3));
      steps.add(new Tiers.Step(Optional.of(bound), rates));
      rates = raised(rates, random);
    }
    steps.add(new Tiers.Step(Optional.empty(), rates));
    return new Tiers(Optional.of(by), Optional.empty(), steps);
  }

  private static Rates raised(Rates rates, Random random) {
    var raised = new EnumMap<Item, Rate>(Item.class);
    rates
        .byItem()
        .forEach(
            (item, rate) ->
                raised.put(item, new Rate(rate.dollars().add(decimal(random, 1_000, 6)))));
    return new Rates(raised);
  }

  private static Rates rates(PricingMode mode, Random random, int least) {
    int scale = mode == PricingMode.PER_REQUEST ? 9 : 12;
    var rates = new EnumMap<Item, Rate>(Item.class);
    mode.items()
        .forEach(
            item ->
                rates.put(
                    item, new Rate(BigDecimal.valueOf(least + random.nextLong(1L << 40), scale))));
    return new Rates(rates);
  }

  private static BigDecimal decimal(Random random, int bound, int scale) {
    return BigDecimal.valueOf(1 + random.nextInt(bound), scale);
  }

  static JsonNode anInput(Random random) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("prompt", "x".repeat(random.nextInt(200)))
        .put("quality", "q" + random.nextInt(3))
        .put("num_outputs", random.nextInt(MOST_OUTPUTS + 1))
        .put("seconds", BigDecimal.valueOf(random.nextInt(MOST_MILLIS + 1), 3))
        .put("width", 64 + random.nextInt(LONGEST_SIDE - 63))
        .put("height", 64 + random.nextInt(LONGEST_SIDE - 63))
        .put("max_tokens", random.nextInt(MOST_TOKENS + 1));
  }

  /** What a provider that keeps to the input may use. */
  static Usage within(JsonNode input, Random random) {
    int outputs = random.nextInt(input.get("num_outputs").asInt() + 1);
    int read = random.nextInt(input.toString().length() + 1);
    int cached = random.nextInt(read + 1);
    int cacheWrite = random.nextInt(read - cached + 1);
    int written = random.nextInt(input.get("max_tokens").asInt() + 1);
    int reasoning = random.nextInt(written + 1);
    var media = new ArrayList<Medium>();
    for (int i = 0; i < random.nextInt(outputs + 1); i++) {
      media.add(mediumWithin(input, random));
    }
    return new Usage(
        read - cached - cacheWrite,
        cached,
        cacheWrite,
        written - reasoning,
        reasoning,
        outputs,
        media,
        Duration.ofNanos(random.nextLong(RUN_LIMIT.toNanos() + 1)));
  }

  private static Medium mediumWithin(JsonNode input, Random random) {
    int most = input.get("seconds").decimalValue().movePointRight(3).intValueExact();
    return new Medium(
        random.nextInt(input.get("width").asInt() + 1),
        random.nextInt(input.get("height").asInt() + 1),
        BigDecimal.valueOf(random.nextInt(most + 1), 3));
  }

  /** More of one thing, whichever it is. */
  static Usage grown(Usage usage, Random random) {
    long more = 1 + random.nextInt(100_000);
    return switch (random.nextInt(9)) {
      case 0 -> tokens(usage, more, 0, 0, 0, 0);
      case 1 -> tokens(usage, 0, more, 0, 0, 0);
      case 2 -> tokens(usage, 0, 0, more, 0, 0);
      case 3 -> tokens(usage, 0, 0, 0, more, 0);
      case 4 -> tokens(usage, 0, 0, 0, 0, more);
      case 5 ->
          new Usage(
              usage.inputTokens(),
              usage.cachedInputTokens(),
              usage.cacheWriteTokens(),
              usage.outputTokens(),
              usage.reasoningTokens(),
              usage.outputs() + more,
              usage.media(),
              usage.providerTime());
      case 6 -> usage.with(List.of(new Medium(7, 9, new BigDecimal("0.1"))));
      case 7 -> media(usage, random);
      default ->
          new Usage(
              usage.inputTokens(),
              usage.cachedInputTokens(),
              usage.cacheWriteTokens(),
              usage.outputTokens(),
              usage.reasoningTokens(),
              usage.outputs(),
              usage.media(),
              usage.providerTime().plusNanos(more));
    };
  }

  private static Usage tokens(Usage usage, long... more) {
    return new Usage(
        usage.inputTokens() + more[0],
        usage.cachedInputTokens() + more[1],
        usage.cacheWriteTokens() + more[2],
        usage.outputTokens() + more[3],
        usage.reasoningTokens() + more[4],
        usage.outputs(),
        usage.media(),
        usage.providerTime());
  }

  private static Usage media(Usage usage, Random random) {
    var media =
        usage.media().stream()
            .map(
                medium ->
                    new Medium(
                        medium.width() + random.nextInt(500),
                        medium.height() + random.nextInt(500),
                        medium.seconds().add(decimal(random, 5_000, 3))))
            .toList();
    return new Usage(
        usage.inputTokens(),
        usage.cachedInputTokens(),
        usage.cacheWriteTokens(),
        usage.outputTokens(),
        usage.reasoningTokens(),
        usage.outputs(),
        media,
        usage.providerTime());
  }
}
