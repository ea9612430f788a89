package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.TokenCount;
import dev.millrace.dialect.openai.TokenClasses;
import dev.millrace.money.Usage;
import java.time.Duration;

/**
 * What was consumed. {@code inputTokens} has those of the cache too, {@code outputTokens} those of
 * the reasoning; {@code totalTokens} is the sum of the two.
 */
final class TokenUsage {
  private static final String WRITTEN = "cacheWriteTokens";

  private TokenUsage() {}

  static Usage read(JsonNode usage, Duration took) {
    return new TokenClasses(
            TokenCount.of(usage.path("inputTokens")),
            TokenCount.of(usage.path("cachedInputTokens")),
            TokenCount.of(usage.path(WRITTEN)),
            TokenCount.of(usage.path("outputTokens")),
            TokenCount.of(usage.path("reasoningTokens")),
            TokenCount.of(usage.path("totalTokens")))
        .usage(1, took);
  }

  static ObjectNode write(Usage usage) {
    var tokens = TokenClasses.of(usage);
    var wire =
        JsonNodeFactory.instance
            .objectNode()
            .put("inputTokens", tokens.input())
            .put("outputTokens", tokens.output())
            .put("totalTokens", tokens.total())
            .put("cachedInputTokens", tokens.cached())
            .put("reasoningTokens", tokens.reasoning());
    return tokens.written() > 0 ? wire.put(WRITTEN, tokens.written()) : wire;
  }
}
