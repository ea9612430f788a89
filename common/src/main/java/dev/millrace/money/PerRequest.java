package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A fixed price for each completed request.
 *
 * @param amount what one request costs; a whole number of nano-dollars, so that quote and charge
 *     are the same
 */
public record PerRequest(Rate amount) implements RateCard {
  public PerRequest {
    amount.aboveZero("per_request");
    if (amount.dollars().scale() > 9) {
      throw new IllegalArgumentException(
          "a per_request price has at most 9 decimals, unlike " + amount);
    }
  }

  @Override
  public String mode() {
    return "per_request";
  }

  @Override
  public SequencedMap<String, String> terms() {
    var terms = new LinkedHashMap<String, String>();
    terms.put("amount", amount.toString());
    return terms;
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public Money atMost(JsonNode input, Duration runLimit) {
    return Money.exactly(amount.dollars());
  }

  @Override
  public Money charge(Usage usage) {
    return Money.exactly(amount.dollars());
  }
}
