package dev.millrace.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.money.Usage;
import java.time.Duration;

/**
 * Reads what a reply says about consumption. The wire counts cached tokens as input and reasoning
 * tokens as output too; here each token is in one class only.
 */
final class OpenAiUsage {
  private OpenAiUsage() {}

  /** Chat and embeddings. */
  static Usage ofText(JsonNode reply, Duration took) {
    var made = reply.path("choices").size() + reply.path("data").size();
    return tokens(reply.path("usage"), "prompt", "completion", made, 0, took);
  }

  /** A streamed chat, whose usage comes in a chunk of its own. */
  static Usage ofStream(JsonNode chunk, Duration took) {
    return tokens(chunk.path("usage"), "prompt", "completion", 1, 0, took);
  }

  static Usage ofImages(JsonNode reply, long pixels, Duration took) {
    return tokens(reply.path("usage"), "input", "output", reply.path("data").size(), pixels, took);
  }

  private static Usage tokens(
      JsonNode usage, String in, String out, long outputs, long pixels, Duration took) {
    long input = count(usage.path(in + "_tokens"));
    long cached = count(usage.path(in + "_tokens_details").path("cached_tokens"));
    long output = count(usage.path(out + "_tokens"));
    long reasoning = count(usage.path(out + "_tokens_details").path("reasoning_tokens"));
    boolean apart = count(usage.path("total_tokens")) == input + output + reasoning;
    return new Usage(
        Math.max(0, input - cached),
        Math.min(cached, input),
        0,
        apart ? output : Math.max(0, output - reasoning),
        apart ? reasoning : Math.min(reasoning, output),
        outputs,
        pixels,
        0,
        took);
  }

  private static long count(JsonNode number) {
    return Math.max(0, number.asLong());
  }
}
