package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.TokenCount;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.List;

/**
 * Tokens on the wire, where those from and into the cache are counted as input too, and those of
 * reasoning as output too; ours are in one class only.
 */
final class TokenUsage {
  private TokenUsage() {}

  /**
   * A total that is the sum of input, output and reasoning says that reasoning is counted apart;
   * any other says nothing. No class has more tokens than the count that it is a part of.
   */
  static Usage read(JsonNode usage, Duration took) {
    long input = TokenCount.of(usage.path("input_tokens"));
    var details = usage.path("input_tokens_details");
    long cached = Math.min(input, TokenCount.of(details.path("cached_tokens")));
    long written = Math.min(input - cached, TokenCount.of(details.path("cache_write_tokens")));
    long output = TokenCount.of(usage.path("output_tokens"));
    long reasoning =
        TokenCount.of(usage.path("output_tokens_details").path("reasoning_tokens"));
    boolean apart = TokenCount.of(usage.path("total_tokens")) == input + output + reasoning;
    return new Usage(
        input - cached - written,
        cached,
        written,
        apart ? output : Math.max(0, output - reasoning),
        apart ? reasoning : Math.min(reasoning, output),
        1,
        List.of(),
        took);
  }

  static ObjectNode write(Usage usage) {
    long input = usage.inputTokens() + usage.cachedInputTokens() + usage.cacheWriteTokens();
    long output = usage.outputTokens() + usage.reasoningTokens();
    var wire = Wire.object().put("input_tokens", input);
    wire.putObject("input_tokens_details")
        .put("cached_tokens", usage.cachedInputTokens())
        .put("cache_write_tokens", usage.cacheWriteTokens());
    wire.put("output_tokens", output);
    wire.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
    return wire.put("total_tokens", input + output);
  }
}
