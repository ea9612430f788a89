package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A price for each second of audio or video made.
 *
 * @param amount what one second costs
 * @param seconds how long an output an input asks for
 */
public record PerOutputSecond(Rate amount, Asked seconds) implements RateCard {
  public PerOutputSecond {
    amount.aboveZero("per_output_second");
  }

  @Override
  public String mode() {
    return "per_output_second";
  }

  @Override
  public SequencedMap<String, String> terms() {
    var terms = new LinkedHashMap<String, String>();
    terms.put("amount", amount.toString());
    seconds.describe("seconds", terms);
    return terms;
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public Money atMost(JsonNode input, Duration runLimit) {
    return Money.covering(amount.times(seconds.in(input)));
  }

  @Override
  public Money charge(Usage usage) {
    return Money.rounded(amount.times(BigDecimal.valueOf(usage.outputSeconds())));
  }
}
