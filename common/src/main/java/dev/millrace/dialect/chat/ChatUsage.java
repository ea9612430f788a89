package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.TokenCount;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.List;

/**
 * Consumption. The wire counts cached tokens as input and reasoning tokens as output too; in ours
 * each token is in one class only.
 */
final class ChatUsage {
  private static final String PROMPT_DETAILS = "prompt_tokens_details";
  private static final String COMPLETION_DETAILS = "completion_tokens_details";
  private static final String CACHE_WRITES = "cache_write_tokens";

  private ChatUsage() {}

  /**
   * A total that is the sum of input, output and reasoning says that reasoning is counted apart;
   * any other says nothing. No class has more tokens than the count that it is a part of.
   *
   * @param outputs how many answers there are
   */
  static Usage read(JsonNode usage, long outputs, Duration took) {
    long input = TokenCount.of(usage.path("prompt_tokens"));
    long cached = Math.min(cached(usage), input);
    long written =
        Math.min(TokenCount.of(usage.path(PROMPT_DETAILS).path(CACHE_WRITES)), input - cached);
    long output = TokenCount.of(usage.path("completion_tokens"));
    long reasoning = TokenCount.of(usage.path(COMPLETION_DETAILS).path("reasoning_tokens"));
    boolean apart = TokenCount.of(usage.path("total_tokens")) == input + output + reasoning;
    return new Usage(
        input - cached - written,
        cached,
        written,
        apart ? output : Math.max(0, output - reasoning),
        apart ? reasoning : Math.min(reasoning, output),
        outputs,
        List.of(),
        took);
  }

  /** DeepSeek has a name of its own for it. */
  private static long cached(JsonNode usage) {
    var details = usage.path(PROMPT_DETAILS);
    return details.has("cached_tokens")
        ? TokenCount.of(details.path("cached_tokens"))
        : TokenCount.of(usage.path("prompt_cache_hit_tokens"));
  }

  static ObjectNode write(Usage usage) {
    long input = usage.inputTokens() + usage.cachedInputTokens() + usage.cacheWriteTokens();
    long output = usage.outputTokens() + usage.reasoningTokens();
    var wire = JsonNodeFactory.instance.objectNode();
    wire.put("prompt_tokens", input);
    wire.put("completion_tokens", output);
    wire.put("total_tokens", input + output);
    var details = wire.putObject(PROMPT_DETAILS).put("cached_tokens", usage.cachedInputTokens());
    if (usage.cacheWriteTokens() > 0) {
      details.put(CACHE_WRITES, usage.cacheWriteTokens());
    }
    wire.putObject(COMPLETION_DETAILS).put("reasoning_tokens", usage.reasoningTokens());
    return wire;
  }
}
