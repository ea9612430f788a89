package dev.millrace.money;

import static dev.millrace.money.Dimension.INPUT_TOKENS;
import static dev.millrace.money.Dimension.MEGAPIXELS;
import static dev.millrace.money.Dimension.RESOLUTION;
import static dev.millrace.money.Quantity.HEIGHT;
import static dev.millrace.money.Quantity.OUTPUTS;
import static dev.millrace.money.Quantity.OUTPUT_LIMIT;
import static dev.millrace.money.Quantity.SECONDS;
import static dev.millrace.money.Quantity.WIDTH;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a card counts. */
public enum PricingMode {
  /** Nothing, on purpose. No other mode can have a price of zero. */
  FREE("free", List.of(), Set.of(), Set.of(), Set.of()),
  /** Completed requests. */
  PER_REQUEST("per_request", List.of(Item.AMOUNT), Set.of(), Set.of(), Set.of()),
  /** Seconds that the provider worked; the quote is that of the whole run limit. */
  PER_SECOND("per_second", List.of(Item.AMOUNT), Set.of(), Set.of(), Set.of()),
  /** Things made, such as images. */
  PER_OUTPUT(
      "per_output",
      List.of(Item.AMOUNT),
      Set.of(OUTPUTS),
      Set.of(),
      Set.of(RESOLUTION, MEGAPIXELS)),
  /** Seconds of audio or video made. */
  PER_OUTPUT_SECOND(
      "per_output_second",
      List.of(Item.AMOUNT),
      Set.of(SECONDS),
      Set.of(OUTPUTS),
      Set.of(RESOLUTION, MEGAPIXELS)),
  /** Millions of pixels made; parts of a million count as parts. */
  PER_MEGAPIXEL(
      "per_megapixel",
      List.of(Item.AMOUNT),
      Set.of(WIDTH, HEIGHT, OUTPUTS),
      Set.of(),
      Set.of(RESOLUTION, MEGAPIXELS)),
  /** Tokens by class; rates are dollars per million tokens. */
  PER_TOKEN(
      "per_token",
      List.of(Item.INPUT, Item.CACHED_INPUT, Item.CACHE_WRITE, Item.OUTPUT, Item.REASONING),
      Set.of(),
      Set.of(OUTPUT_LIMIT),
      Set.of(INPUT_TOKENS));

  private final String word;
  private final List<Item> items;
  private final Set<Quantity> required;
  private final Set<Quantity> optional;
  private final Set<Dimension> dimensions;

  PricingMode(
      String word,
      List<Item> items,
      Set<Quantity> required,
      Set<Quantity> optional,
      Set<Dimension> dimensions) {
    this.word = word;
    this.items = items;
    this.required = required;
    this.optional = optional;
    this.dimensions = dimensions;
  }

  /** Its name on the wire, such as {@code per_request}. */
  public String word() {
    return word;
  }

  public static Optional<PricingMode> named(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
  }

  /** What it has rates for. */
  public List<Item> items() {
    return items;
  }

  /** What it must know of an input to quote it. */
  public Set<Quantity> required() {
    return required;
  }

  /** What it may know of an input beside that. */
  public Set<Quantity> optional() {
    return optional;
  }

  /** What its rates may depend on. */
  public Set<Dimension> dimensions() {
    return dimensions;
  }

  /** Whether a completed request always costs its quote; otherwise the quote is an upper bound. */
  public boolean isExact() {
    return this == FREE || this == PER_REQUEST;
  }
}
