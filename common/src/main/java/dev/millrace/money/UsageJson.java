package dev.millrace.money;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * A usage as it is kept with its request, so that its charge can be computed again at any time.
 * What is zero is left out. {@code providerNanos} is the provider's time in nanoseconds.
 */
public final class UsageJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private UsageJson() {}

  public static String write(Usage usage) {
    var json = JSON.createObjectNode();
    put(json, "inputTokens", usage.inputTokens());
    put(json, "cachedInputTokens", usage.cachedInputTokens());
    put(json, "cacheWriteTokens", usage.cacheWriteTokens());
    put(json, "outputTokens", usage.outputTokens());
    put(json, "reasoningTokens", usage.reasoningTokens());
    put(json, "outputs", usage.outputs());
    put(json, "pixels", usage.pixels());
    if (usage.outputSeconds() > 0) {
      json.put("outputSeconds", usage.outputSeconds());
    }
    put(json, "providerNanos", usage.providerTime().toNanos());
    return json.toString();
  }

  private static void put(ObjectNode json, String name, long amount) {
    if (amount != 0) {
      json.put(name, amount);
    }
  }

  /** Refuses what {@link #write} did not write, with an IllegalArgumentException. */
  public static Usage read(String text) {
    try {
      var json = JSON.readTree(text);
      return new Usage(
          amount(json, "inputTokens"),
          amount(json, "cachedInputTokens"),
          amount(json, "cacheWriteTokens"),
          amount(json, "outputTokens"),
          amount(json, "reasoningTokens"),
          amount(json, "outputs"),
          amount(json, "pixels"),
          json.path("outputSeconds").asDouble(0),
          Duration.ofNanos(amount(json, "providerNanos")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a kept usage is no JSON", e);
    }
  }

  private static long amount(JsonNode json, String name) {
    return json.path(name).asLong(0);
  }
}
