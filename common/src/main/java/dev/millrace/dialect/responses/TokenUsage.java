package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.TokenCount;
import dev.millrace.dialect.openai.TokenClasses;
import dev.millrace.money.Usage;
import java.time.Duration;

/** Consumption, as responses tell it. */
final class TokenUsage {
  private static final String INPUT_DETAILS = "input_tokens_details";
  private static final String OUTPUT_DETAILS = "output_tokens_details";

  private TokenUsage() {}

  static Usage read(JsonNode usage, Duration took) {
    var details = usage.path(INPUT_DETAILS);
    return new TokenClasses(
            TokenCount.of(usage.path("input_tokens")),
            TokenCount.of(details.path("cached_tokens")),
            TokenCount.of(details.path("cache_write_tokens")),
            TokenCount.of(usage.path("output_tokens")),
            TokenCount.of(usage.path(OUTPUT_DETAILS).path("reasoning_tokens")),
            TokenCount.of(usage.path("total_tokens")))
        .usage(1, took);
  }

  static ObjectNode write(Usage usage) {
    var tokens = TokenClasses.of(usage);
    var wire = Wire.object().put("input_tokens", tokens.input());
    wire.putObject(INPUT_DETAILS)
        .put("cached_tokens", tokens.cached())
        .put("cache_write_tokens", tokens.written());
    wire.put("output_tokens", tokens.output());
    wire.putObject(OUTPUT_DETAILS).put("reasoning_tokens", tokens.reasoning());
    return wire.put("total_tokens", tokens.total());
  }
}
