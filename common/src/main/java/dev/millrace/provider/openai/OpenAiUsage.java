package dev.millrace.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.dialect.TokenCount;
import dev.millrace.money.Medium;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.List;

/**
 * Reads what a reply says about consumption. The wire counts cached tokens as input and reasoning
 * tokens as output too; here each token is in one class only.
 */
final class OpenAiUsage {
  private OpenAiUsage() {}

  static Usage ofEmbeddings(JsonNode reply, Duration took) {
    var made = reply.path("data").size();
    return tokens(reply.path("usage"), "prompt", "completion", made, List.of(), took);
  }

  static Usage ofImages(JsonNode reply, List<Medium> media, Duration took) {
    var made = reply.path("data").size();
    return tokens(reply.path("usage"), "input", "output", made, media, took);
  }

  /**
   * A total that is the sum of input, output and reasoning says that reasoning is counted apart;
   * any other says nothing. No class has more tokens than the count that it is a part of.
   */
  private static Usage tokens(
      JsonNode usage, String in, String out, long outputs, List<Medium> media, Duration took) {
    long input = TokenCount.of(usage.path(in + "_tokens"));
    long cached = TokenCount.of(usage.path(in + "_tokens_details").path("cached_tokens"));
    long output = TokenCount.of(usage.path(out + "_tokens"));
    long reasoning = TokenCount.of(usage.path(out + "_tokens_details").path("reasoning_tokens"));
    boolean apart = TokenCount.of(usage.path("total_tokens")) == input + output + reasoning;
    return new Usage(
        Math.max(0, input - cached),
        Math.min(cached, input),
        0,
        apart ? output : Math.max(0, output - reasoning),
        apart ? reasoning : Math.min(reasoning, output),
        outputs,
        media,
        took);
  }
}
