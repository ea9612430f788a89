package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.dialect.TokenCount;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.List;

/**
 * What an upstream says of its tokens. Its counts are of the whole message so far, and those that
 * do not apply are left out: so the last of each counts. Input that was cached is apart there too;
 * thoughts are a part of the output.
 */
final class UsageReader {
  private long input;
  private long cached;
  private long cacheWrite;
  private long output;
  private long thoughts;

  void read(JsonNode usage) {
    input = latest(usage, "input_tokens", input);
    cached = latest(usage, "cache_read_input_tokens", cached);
    cacheWrite = latest(usage, "cache_creation_input_tokens", cacheWrite);
    output = latest(usage, "output_tokens", output);
    thoughts = latest(usage.path("output_tokens_details"), "thinking_tokens", thoughts);
  }

  private static long latest(JsonNode usage, String name, long before) {
    var count = usage.path(name);
    return count.isNumber() ? TokenCount.of(count) : before;
  }

  Usage usage(Duration elapsed) {
    long thought = Math.min(thoughts, output);
    return new Usage(input, cached, cacheWrite, output - thought, thought, 1, List.of(), elapsed);
  }
}
