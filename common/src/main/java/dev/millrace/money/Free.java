package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Costs nothing, on purpose. No other card can have a price of zero. */
public record Free() implements RateCard {
  @Override
  public String mode() {
    return "free";
  }

  @Override
  public SequencedMap<String, String> terms() {
    return new LinkedHashMap<>();
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public Money atMost(JsonNode input, Duration runLimit) {
    return Money.ZERO;
  }

  @Override
  public Money charge(Usage usage) {
    return Money.ZERO;
  }
}
