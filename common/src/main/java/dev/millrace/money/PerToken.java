package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A price for each token of text, by class; rates are dollars per million tokens.
 *
 * <p>The quote takes every byte of the input's JSON for a token of the dearest input class, which
 * no tokenizer exceeds for text. It does not hold for inputs that only point at what they mean, an
 * image's URL for example: there the hold is what caps the charge.
 *
 * @param input tokens read for the first time
 * @param cachedInput tokens that the provider had in its cache
 * @param cacheWrite tokens that the provider put into its cache
 * @param output tokens written
 * @param reasoning tokens thought and not shown
 * @param outputLimit how many tokens an input lets the model write, reasoning included; needed
 *     where output or reasoning cost something
 */
public record PerToken(
    Rate input,
    Rate cachedInput,
    Rate cacheWrite,
    Rate output,
    Rate reasoning,
    Optional<Asked> outputLimit)
    implements RateCard {
  private static final int MILLION = 6;

  public PerToken {
    dearestInput(input, cachedInput, cacheWrite).max(output.max(reasoning)).aboveZero("per_token");
    if (outputLimit.isEmpty() && !output.max(reasoning).isZero()) {
      throw new IllegalArgumentException(
          "a price for output tokens needs output_limit, or no quote could cover them");
    }
  }

  @Override
  public String mode() {
    return "per_token";
  }

  @Override
  public SequencedMap<String, String> terms() {
    var terms = new LinkedHashMap<String, String>();
    terms.put("input", input.toString());
    terms.put("cached_input", cachedInput.toString());
    terms.put("cache_write", cacheWrite.toString());
    terms.put("output", output.toString());
    terms.put("reasoning", reasoning.toString());
    outputLimit.ifPresent(limit -> limit.describe("output_limit", terms));
    return terms;
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public Money atMost(JsonNode json, Duration runLimit) {
    var read = dearestInput(input, cachedInput, cacheWrite).times(JsonSize.of(json));
    var written = outputLimit.map(limit -> limit.in(json)).orElse(BigDecimal.ZERO);
    return Money.covering(perMillion(read.add(output.max(reasoning).times(written))));
  }

  @Override
  public Money charge(Usage usage) {
    var sum =
        input
            .times(usage.inputTokens())
            .add(cachedInput.times(usage.cachedInputTokens()))
            .add(cacheWrite.times(usage.cacheWriteTokens()))
            .add(output.times(usage.outputTokens()))
            .add(reasoning.times(usage.reasoningTokens()));
    return Money.rounded(perMillion(sum));
  }

  private static Rate dearestInput(Rate input, Rate cachedInput, Rate cacheWrite) {
    return input.max(cachedInput).max(cacheWrite);
  }

  private static BigDecimal perMillion(BigDecimal price) {
    return price.movePointLeft(MILLION);
  }
}
