package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.TokenCount;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.List;

/**
 * Tokens on the wire: those of the prompt include the cached ones, those of the candidates leave
 * out the thoughts. What hosted tools read is told apart from the prompt, and is input too.
 */
final class UsageMetadata {
  private UsageMetadata() {}

  static Usage read(JsonNode usage, Duration took) {
    long prompt = TokenCount.of(usage.path("promptTokenCount"));
    long cached = Math.min(prompt, TokenCount.of(usage.path("cachedContentTokenCount")));
    return new Usage(
        prompt - cached + TokenCount.of(usage.path("toolUsePromptTokenCount")),
        cached,
        0,
        TokenCount.of(usage.path("candidatesTokenCount")),
        TokenCount.of(usage.path("thoughtsTokenCount")),
        1,
        List.of(),
        took);
  }

  static void write(Usage usage, ObjectNode wire) {
    long prompt = usage.inputTokens() + usage.cachedInputTokens() + usage.cacheWriteTokens();
    wire.put("promptTokenCount", prompt).put("candidatesTokenCount", usage.outputTokens());
    if (usage.cachedInputTokens() > 0) {
      wire.put("cachedContentTokenCount", usage.cachedInputTokens());
    }
    if (usage.reasoningTokens() > 0) {
      wire.put("thoughtsTokenCount", usage.reasoningTokens());
    }
    wire.put("totalTokenCount", prompt + usage.outputTokens() + usage.reasoningTokens());
  }
}
