package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.money.Usage;

/** Writes what was consumed: all classes, for the start of a stream could not tell them yet. */
final class UsageWriter {
  private UsageWriter() {}

  static ObjectNode write(Usage usage) {
    var node =
        JsonNodeFactory.instance
            .objectNode()
            .put("input_tokens", usage.inputTokens())
            .put("cache_creation_input_tokens", usage.cacheWriteTokens())
            .put("cache_read_input_tokens", usage.cachedInputTokens())
            .put("output_tokens", usage.outputTokens() + usage.reasoningTokens());
    node.putObject("output_tokens_details").put("thinking_tokens", usage.reasoningTokens());
    return node;
  }
}
