package dev.millrace.money;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A usage as it is kept with its request, so that its charge can be computed again at any time.
 * What is zero is left out. {@code providerNanos} is the provider's time in nanoseconds; {@code
 * media} has an object with {@code width}, {@code height} and {@code seconds} for each medium.
 */
public final class UsageJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Set<String> FIELDS =
      Set.of(
          "inputTokens",
          "cachedInputTokens",
          "cacheWriteTokens",
          "outputTokens",
          "reasoningTokens",
          "outputs",
          "media",
          "providerNanos");
  private static final Set<String> MEDIUM_FIELDS = Set.of("width", "height", "seconds");

  private UsageJson() {}

  public static String write(Usage usage) {
    var json = JSON.createObjectNode();
    put(json, "inputTokens", usage.inputTokens());
    put(json, "cachedInputTokens", usage.cachedInputTokens());
    put(json, "cacheWriteTokens", usage.cacheWriteTokens());
    put(json, "outputTokens", usage.outputTokens());
    put(json, "reasoningTokens", usage.reasoningTokens());
    put(json, "outputs", usage.outputs());
    if (!usage.media().isEmpty()) {
      var media = json.putArray("media");
      usage.media().forEach(medium -> put(media.addObject(), medium));
    }
    put(json, "providerNanos", usage.providerTime().toNanos());
    return json.toString();
  }

  private static void put(ObjectNode json, Medium medium) {
    put(json, "width", medium.width());
    put(json, "height", medium.height());
    if (medium.seconds().signum() != 0) {
      json.put("seconds", medium.seconds());
    }
  }

  private static void put(ObjectNode json, String name, long amount) {
    if (amount != 0) {
      json.put(name, amount);
    }
  }

  /** Refuses what {@link #write} did not write, with an IllegalArgumentException. */
  public static Usage read(String text) {
    try {
      var json = objectOf(FIELDS, JSON.readTree(text));
      return new Usage(
          whole(json, "inputTokens"),
          whole(json, "cachedInputTokens"),
          whole(json, "cacheWriteTokens"),
          whole(json, "outputTokens"),
          whole(json, "reasoningTokens"),
          whole(json, "outputs"),
          media(json.path("media")),
          Duration.ofNanos(whole(json, "providerNanos")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a kept usage is no JSON", e);
    }
  }

  private static List<Medium> media(JsonNode array) {
    if (!array.isMissingNode() && !array.isArray()) {
      throw new IllegalArgumentException("a kept usage's media are no list");
    }
    var media = new ArrayList<Medium>();
    for (var entry : array) {
      var json = objectOf(MEDIUM_FIELDS, entry);
      media.add(new Medium(side(json, "width"), side(json, "height"), number(json, "seconds")));
    }
    return media;
  }

  private static JsonNode objectOf(Set<String> fields, JsonNode json) {
    if (!json.isObject()
        || json.properties().stream().anyMatch(f -> !fields.contains(f.getKey()))) {
      throw new IllegalArgumentException("a kept usage has an object of " + fields);
    }
    return json;
  }

  private static int side(JsonNode json, String name) {
    return (int) Math.min(Integer.MAX_VALUE, whole(json, name)); // which no medium has
  }

  private static long whole(JsonNode json, String name) {
    try {
      return number(json, name).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a kept usage's %s is no whole number".formatted(name), e);
    }
  }

  private static BigDecimal number(JsonNode json, String name) {
    var value = json.path(name);
    if (value.isMissingNode()) {
      return BigDecimal.ZERO;
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException("a kept usage's %s is no number".formatted(name));
    }
    return value.decimalValue();
  }
}
