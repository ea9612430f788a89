package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.FaultException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a model costs: what is counted, at which rates, and which inputs have other rates. Pure: the
 * same input and usage give the same amounts for ever. An amount that {@link Money} cannot hold is
 * a {@link FaultException} of PRICE_OVERFLOW, never a wrong amount.
 *
 * <p>A quote covers what the input asks for and the model's limits allow. A provider that reports
 * more than that can bring a charge above its quote; whoever settles takes the smaller of charge
 * and hold.
 */
public final class RateCard {
  /** Above the largest body that is taken. */
  private static final long LARGEST_INPUT = 64L << 20;

  private final PricingMode mode;
  private final Map<Quantity, Asked> asked;
  private final List<Variant> variants;
  private final ObjectNode price;
  private final SequencedMap<String, String> terms;
  private final String version;
  private final Map<String, CardPart> parts = new LinkedHashMap<>();

  /**
   * A card.
   *
   * @param asked what inputs may ask for more or less of
   * @param base the rates of inputs that no variant is for
   * @param variants the first that fits an input has its rates
   * @throws IllegalArgumentException when it would not price every input, or could be free without
   *     saying so; the message says why
   */
  public RateCard(
      PricingMode mode, Map<Quantity, Asked> asked, Tiers base, List<Variant> variants) {
    CardRules.check(mode, asked, base, variants);
    this.mode = mode;
    this.asked = ordered(asked);
    this.variants = List.copyOf(variants);
    this.price = CardJson.of(mode, this.asked, base, this.variants);
    this.terms = CardJson.terms(price);
    this.version = version(mode, terms);
    parts.put(version, new CardPart(version, mode, base));
    for (var variant : variants) {
      var name = version + "/" + variant.name();
      parts.put(name, new CardPart(name, mode, variant.tiers()));
    }
  }

  private static Map<Quantity, Asked> ordered(Map<Quantity, Asked> asked) {
    var ordered = new EnumMap<Quantity, Asked>(Quantity.class);
    ordered.putAll(asked);
    return ordered;
  }

  /** Costs nothing, on purpose. */
  public static RateCard free() {
    return of(PricingMode.FREE, new Rates(Map.of()), Map.of());
  }

  /** A fixed price for each completed request. */
  public static RateCard perRequest(String dollars) {
    return of(PricingMode.PER_REQUEST, Rates.of(Rate.of(dollars)), Map.of());
  }

  /** A card without tiers and variants. */
  public static RateCard of(PricingMode mode, Rates rates, Map<Quantity, Asked> asked) {
    return new RateCard(mode, asked, Tiers.flat(rates), List.of());
  }

  private static String version(PricingMode mode, Map<String, String> terms) {
    var canonical = new StringBuilder(mode.word());
    terms.forEach((name, value) -> canonical.append('\n').append(name).append('=').append(value));
    return mode.word() + "-" + Fingerprint.of(canonical.toString());
  }

  /** The version of the card that a quote or charge names. */
  public static String versionIn(String rateCard) {
    int end = rateCard.indexOf('/');
    return end < 0 ? rateCard : rateCard.substring(0, end);
  }

  /** Names this card with its rates; a charge keeps it. Two cards that differ have two versions. */
  public String version() {
    return version;
  }

  /** The pricing mode on the wire, such as {@code per_request}. */
  public String mode() {
    return mode.word();
  }

  /**
   * All that the card says, in a fixed order, with amounts as plain decimals: for publication, and
   * for {@link #version()}.
   */
  public SequencedMap<String, String> terms() {
    return terms;
  }

  /** The card as a catalogue says it; it is read again as the same card. */
  public ObjectNode price() {
    return price.deepCopy();
  }

  /** Whether a completed request always costs its quote; otherwise the quote is an upper bound. */
  public boolean isExact() {
    return mode.isExact();
  }

  /** What this input can cost when it may run for {@code runLimit}. */
  public Quote quote(JsonNode input, Duration runLimit) {
    var part = partFor(input);
    var bounds =
        new InputBounds(quantity -> of(quantity).in(input), () -> JsonSize.of(input), runLimit);
    return new Quote(part.atMost(bounds, input), isExact(), part.name());
  }

  /**
   * What an input in another protocol than the model's own can cost.
   *
   * @param input its fields; conditions of variants are held against them
   * @param read tokens that it has at the most
   * @param written tokens that each answer may have; empty when the caller does not say
   * @param answers how many it asks for
   */
  public Quote quote(
      JsonNode input, long read, Optional<Long> written, int answers, Duration runLimit) {
    var part = partFor(input);
    var limit = of(Quantity.OUTPUT_LIMIT).among(written, answers);
    var bounds =
        new InputBounds(
            quantity -> quantity == Quantity.OUTPUT_LIMIT ? limit : of(quantity).in(input),
            () -> read,
            runLimit);
    return new Quote(part.atMost(bounds, input), isExact(), part.name());
  }

  private CardPart partFor(JsonNode input) {
    var name =
        variants.stream()
            .filter(variant -> variant.when().matches(input))
            .findFirst()
            .map(variant -> version + "/" + variant.name())
            .orElse(version);
    return parts.get(name);
  }

  /**
   * The most that any input can cost. Fails as {@link #quote} does: a catalogue asks for it, so
   * that no caller meets that.
   */
  public Money largestQuote(Duration runLimit) {
    var anything = JsonNodeFactory.instance.missingNode();
    var bounds = new InputBounds(quantity -> of(quantity).maximum(), () -> LARGEST_INPUT, runLimit);
    return parts.values().stream()
        .map(part -> new CardPart(part.name(), mode, Tiers.flat(part.tiers().dearest())))
        .map(part -> part.atMost(bounds, anything))
        .max(Money::compareTo)
        .orElseThrow();
  }

  /** Where a price says nothing of outputs there is one; where nothing of tokens written, none. */
  private Asked of(Quantity quantity) {
    var told = asked.get(quantity);
    if (told != null) {
      return told;
    }
    return quantity == Quantity.OUTPUT_LIMIT ? Asked.NONE : Asked.ONE;
  }

  /** The tariff that a quote of this card named; empty when the name is of another card. */
  public Optional<Tariff> tariff(String rateCard) {
    return Optional.ofNullable(parts.get(rateCard));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RateCard card && card.version.equals(version);
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }

  @Override
  public String toString() {
    return version;
  }
}
