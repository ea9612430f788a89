package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A price for each million pixels made, over all outputs together; parts of a million count as
 * parts.
 *
 * @param amount what a million pixels cost
 * @param width how wide an output an input asks for, in pixels
 * @param height how high, in pixels
 * @param outputs how many outputs
 */
public record PerMegapixel(Rate amount, Asked width, Asked height, Asked outputs)
    implements RateCard {
  private static final int MILLION = 6;

  public PerMegapixel {
    amount.aboveZero("per_megapixel");
  }

  @Override
  public String mode() {
    return "per_megapixel";
  }

  @Override
  public SequencedMap<String, String> terms() {
    var terms = new LinkedHashMap<String, String>();
    terms.put("amount", amount.toString());
    width.describe("width", terms);
    height.describe("height", terms);
    outputs.describe("outputs", terms);
    return terms;
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public Money atMost(JsonNode input, Duration runLimit) {
    var pixels = width.in(input).multiply(height.in(input)).multiply(outputs.in(input));
    return Money.covering(price(pixels));
  }

  @Override
  public Money charge(Usage usage) {
    return Money.rounded(price(BigDecimal.valueOf(usage.pixels())));
  }

  private BigDecimal price(BigDecimal pixels) {
    return amount.times(pixels).movePointLeft(MILLION);
  }
}
