package dev.millrace.money;

import static dev.millrace.money.Dimension.INPUT_TOKENS;
import static dev.millrace.money.Dimension.MEGAPIXELS;
import static dev.millrace.money.Dimension.RESOLUTION;
import static dev.millrace.money.Quantity.HEIGHT;
import static dev.millrace.money.Quantity.OUTPUTS;
import static dev.millrace.money.Quantity.OUTPUT_LIMIT;
import static dev.millrace.money.Quantity.SECONDS;
import static dev.millrace.money.Quantity.WIDTH;

import dev.millrace.money.Portion.Part;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each mode counts: of a usage for a charge, of an input for a quote. */
final class Portions {
  private static final int NANO_SCALE = 9;
  private static final int MILLION = 6;
  private static final List<Item> READ = List.of(Item.INPUT, Item.CACHED_INPUT, Item.CACHE_WRITE);
  private static final List<Item> WRITTEN = List.of(Item.OUTPUT, Item.REASONING);

  private Portions() {}

  /** What an input may come to. */
  interface Bounds {
    BigDecimal of(Quantity quantity);

    /** No tokenizer makes more tokens of a text than it has bytes. */
    long bytes();

    Duration runLimit();
  }

  /** What was used. */
  static List<Portion> of(PricingMode mode, Usage usage) {
    return switch (mode) {
      case FREE -> List.of();
      case PER_REQUEST -> List.of(Portion.of(BigDecimal.ONE));
      case PER_SECOND -> List.of(Portion.of(seconds(usage.providerTime())));
      case PER_OUTPUT -> outputs(usage);
      case PER_OUTPUT_SECOND ->
          usage.media().stream().map(made -> Portion.of(made.seconds(), sizes(made))).toList();
      case PER_MEGAPIXEL ->
          usage.media().stream().map(made -> Portion.of(made.megapixels(), sizes(made))).toList();
      case PER_TOKEN -> List.of(tokens(usage));
    };
  }

  /** The outputs that were measured one by one, and those that were not together. */
  private static List<Portion> outputs(Usage usage) {
    var portions = new ArrayList<Portion>();
    usage.media().stream()
        .limit(usage.outputs())
        .forEach(made -> portions.add(Portion.of(BigDecimal.ONE, sizes(made))));
    portions.add(Portion.of(BigDecimal.valueOf(usage.outputs() - portions.size())));
    return portions;
  }

  private static Map<Dimension, BigDecimal> sizes(Medium made) {
    return Map.of(RESOLUTION, BigDecimal.valueOf(made.resolution()), MEGAPIXELS, made.megapixels());
  }

  private static Portion tokens(Usage usage) {
    var input = sum(usage.inputTokens(), usage.cachedInputTokens(), usage.cacheWriteTokens());
    return new Portion(
        List.of(
            part(Item.INPUT, usage.inputTokens()),
            part(Item.CACHED_INPUT, usage.cachedInputTokens()),
            part(Item.CACHE_WRITE, usage.cacheWriteTokens()),
            part(Item.OUTPUT, usage.outputTokens()),
            part(Item.REASONING, usage.reasoningTokens())),
        Map.of(INPUT_TOKENS, input));
  }

  private static BigDecimal sum(Long... amounts) {
    return Stream.of(amounts).map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Part part(Item item, long tokens) {
    return new Part(List.of(item), millions(BigDecimal.valueOf(tokens)));
  }

  /** The most that an input may come to; a portion without a size may have any. */
  static List<Portion> atMost(PricingMode mode, Bounds input) {
    return switch (mode) {
      case FREE -> List.of();
      case PER_REQUEST -> List.of(Portion.of(BigDecimal.ONE));
      case PER_SECOND -> List.of(Portion.of(seconds(input.runLimit())));
      case PER_OUTPUT -> List.of(Portion.of(input.of(OUTPUTS)));
      case PER_OUTPUT_SECOND -> List.of(Portion.of(input.of(SECONDS).multiply(input.of(OUTPUTS))));
      case PER_MEGAPIXEL -> List.of(megapixels(input));
      case PER_TOKEN -> List.of(tokens(input));
    };
  }

  private static Portion megapixels(Bounds input) {
    var width = input.of(WIDTH);
    var height = input.of(HEIGHT);
    var each = millions(width.multiply(height));
    return Portion.of(
        each.multiply(input.of(OUTPUTS)), Map.of(RESOLUTION, width.min(height), MEGAPIXELS, each));
  }

  private static Portion tokens(Bounds input) {
    var read = BigDecimal.valueOf(input.bytes());
    return new Portion(
        List.of(
            new Part(READ, millions(read)), new Part(WRITTEN, millions(input.of(OUTPUT_LIMIT)))),
        Map.of(INPUT_TOKENS, read));
  }

  /**
   * How many outputs lack a measure that their price depends on; nothing is charged for what is not
   * known of them.
   */
  static long unmeasured(PricingMode mode, Tiers tiers, Usage usage) {
    return switch (mode) {
      case PER_OUTPUT -> tiers.isFlat() ? 0 : lacking(usage, hasArea(usage));
      case PER_OUTPUT_SECOND -> lacking(usage, playing(usage, tiers));
      case PER_MEGAPIXEL -> lacking(usage, hasArea(usage));
      case FREE, PER_REQUEST, PER_SECOND, PER_TOKEN -> 0;
    };
  }

  private static long lacking(Usage usage, long measured) {
    return Math.max(0, usage.outputs() - measured);
  }

  private static long hasArea(Usage usage) {
    return usage.media().stream().filter(made -> made.resolution() > 0).count();
  }

  private static long playing(Usage usage, Tiers tiers) {
    return usage.media().stream()
        .filter(made -> made.seconds().signum() > 0)
        .filter(made -> tiers.isFlat() || made.resolution() > 0)
        .count();
  }

  private static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.getSeconds())
        .add(BigDecimal.valueOf(time.getNano(), NANO_SCALE));
  }

  private static BigDecimal millions(BigDecimal amount) {
    return amount.movePointLeft(MILLION);
  }
}
