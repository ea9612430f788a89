package dev.millrace.api.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.model.Model;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a model costs for 1,000 tokens in dollars, derived from its rate card. Exact. Of a model
 * that is dearer for larger inputs, what the smallest cost.
 */
record Costs(BigDecimal input, BigDecimal output) {
  private static final int MILLION_TO_THOUSAND = -3;
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** Empty for a model that has no price, or is not charged by tokens. */
  static Optional<Costs> of(Model model) {
    return model.price().flatMap(card -> of(card.mode(), card.price()));
  }

  private static Optional<Costs> of(String mode, JsonNode price) {
    return switch (mode) {
      case "free" -> Optional.of(new Costs(BigDecimal.ZERO, BigDecimal.ZERO));
      case "per_token" -> Optional.of(ofTokens(price));
      default -> Optional.empty();
    };
  }

  private static Costs ofTokens(JsonNode price) {
    var rates = price.has("tiers") ? price.at("/tiers/steps/0") : price;
    return new Costs(perThousand(rates.path("input")), perThousand(rates.path("output")));
  }

  /** Rates are for a million. */
  private static BigDecimal perThousand(JsonNode rate) {
    return rate.decimalValue().scaleByPowerOfTen(MILLION_TO_THOUSAND);
  }

  /** As much read as written. */
  BigDecimal mean() {
    return plain(input.add(output).multiply(HALF));
  }

  @Override
  public BigDecimal input() {
    return plain(input);
  }

  @Override
  public BigDecimal output() {
    return plain(output);
  }

  /** Without zeros at its end, and without an exponent. */
  static BigDecimal plain(BigDecimal amount) {
    return amount.signum() == 0
        ? BigDecimal.ZERO
        : new BigDecimal(amount.stripTrailingZeros().toPlainString());
  }
}
