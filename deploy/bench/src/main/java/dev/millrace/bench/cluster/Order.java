package dev.millrace.bench.cluster;

import java.util.Map;

/**
 * What a caller submits.
 *
 * @param model such as {@code local/echo}
 * @param body the model's fields and the reserved keys, as JSON
 * @param headers beside the key and the media type
 */
public record Order(String model, String body, Map<String, String> headers) {
  public static Order echo(String text) {
    return new Order("local/echo", "{\"text\":\"%s\"}".formatted(text), Map.of());
  }

  public static Order sleep(double seconds) {
    return new Order("local/sleep", "{\"seconds\":%s}".formatted(seconds), Map.of());
  }

  /** Fails so often as an upstream would, then completes. */
  public static Order flaky(int failures) {
    return new Order("local/flaky", "{\"fail_times\":%d}".formatted(failures), Map.of());
  }

  /** The same, and its end is told to {@code url}. */
  public Order calling(String url) {
    return new Order(model, "{\"webhook\":\"%s\",%s".formatted(url, body.substring(1)), headers);
  }
}
