package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A price for each thing made, such as an image.
 *
 * @param amount what one output costs
 * @param outputs how many an input asks for
 */
public record PerOutput(Rate amount, Asked outputs) implements RateCard {
  public PerOutput {
    amount.aboveZero("per_output");
  }

  @Override
  public String mode() {
    return "per_output";
  }

  @Override
  public SequencedMap<String, String> terms() {
    var terms = new LinkedHashMap<String, String>();
    terms.put("amount", amount.toString());
    outputs.describe("outputs", terms);
    return terms;
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public Money atMost(JsonNode input, Duration runLimit) {
    return Money.covering(amount.times(outputs.in(input)));
  }

  @Override
  public Money charge(Usage usage) {
    return Money.rounded(amount.times(usage.outputs()));
  }
}
