package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.TokenCount;
import dev.millrace.dialect.openai.TokenClasses;
import dev.millrace.money.Usage;
import java.time.Duration;

/** Consumption, as chat completions tell it. */
final class ChatUsage {
  private static final String PROMPT_DETAILS = "prompt_tokens_details";
  private static final String COMPLETION_DETAILS = "completion_tokens_details";
  private static final String CACHE_WRITES = "cache_write_tokens";

  private ChatUsage() {}

  /**
   * @param outputs how many answers there are
   */
  static Usage read(JsonNode usage, long outputs, Duration took) {
    return new TokenClasses(
            TokenCount.of(usage.path("prompt_tokens")),
            cached(usage),
            TokenCount.of(usage.path(PROMPT_DETAILS).path(CACHE_WRITES)),
            TokenCount.of(usage.path("completion_tokens")),
            TokenCount.of(usage.path(COMPLETION_DETAILS).path("reasoning_tokens")),
            TokenCount.of(usage.path("total_tokens")))
        .usage(outputs, took);
  }

  /** DeepSeek has a name of its own for it. */
  private static long cached(JsonNode usage) {
    var details = usage.path(PROMPT_DETAILS);
    return details.has("cached_tokens")
        ? TokenCount.of(details.path("cached_tokens"))
        : TokenCount.of(usage.path("prompt_cache_hit_tokens"));
  }

  static ObjectNode write(Usage usage) {
    var tokens = TokenClasses.of(usage);
    var wire = JsonNodeFactory.instance.objectNode();
    wire.put("prompt_tokens", tokens.input());
    wire.put("completion_tokens", tokens.output());
    wire.put("total_tokens", tokens.total());
    var details = wire.putObject(PROMPT_DETAILS).put("cached_tokens", tokens.cached());
    if (tokens.written() > 0) {
      details.put(CACHE_WRITES, tokens.written());
    }
    wire.putObject(COMPLETION_DETAILS).put("reasoning_tokens", tokens.reasoning());
    return wire;
  }
}
