package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A price for each second that the provider works. The quote is that of the whole run limit.
 *
 * @param amount what one second costs
 */
public record PerSecond(Rate amount) implements RateCard {
  private static final int NANO_SCALE = 9;

  public PerSecond {
    amount.aboveZero("per_second");
  }

  @Override
  public String mode() {
    return "per_second";
  }

  @Override
  public SequencedMap<String, String> terms() {
    var terms = new LinkedHashMap<String, String>();
    terms.put("amount", amount.toString());
    return terms;
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public Money atMost(JsonNode input, Duration runLimit) {
    return Money.covering(amount.times(seconds(runLimit)));
  }

  @Override
  public Money charge(Usage usage) {
    return Money.rounded(amount.times(seconds(usage.providerTime())));
  }

  private static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.getSeconds())
        .add(BigDecimal.valueOf(time.getNano(), NANO_SCALE));
  }
}
