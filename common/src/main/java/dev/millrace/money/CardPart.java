package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The part of a card that one group of inputs falls under.
 *
 * @param name the card's version, with the name of the variant behind it
 */
record CardPart(String name, PricingMode mode, Tiers tiers) implements Tariff {
  @Override
  public Money charge(Usage usage) {
    return amount(
        Portions.of(mode, usage).stream().map(tiers::price), Money::rounded, "what was used");
  }

  @Override
  public long unmeasured(Usage usage) {
    return Portions.unmeasured(mode, tiers, usage);
  }

  /** The most that an input within {@code bounds} can cost. */
  Money atMost(Portions.Bounds bounds, JsonNode input) {
    return amount(
        Portions.atMost(mode, bounds).stream().map(portion -> tiers.atMost(portion, input)),
        Money::covering,
        "what is asked for");
  }

  private static Money amount(
      Stream<BigDecimal> dollars, Function<BigDecimal, Money> rounding, String what) {
    try {
      return rounding.apply(dollars.reduce(BigDecimal.ZERO, BigDecimal::add));
    } catch (ArithmeticException e) {
      throw new FaultException(
          FaultCode.PRICE_OVERFLOW,
          "%s would cost more dollars than can be counted; nothing was charged".formatted(what));
    }
  }
}
