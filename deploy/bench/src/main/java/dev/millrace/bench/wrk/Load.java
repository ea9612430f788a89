package dev.millrace.bench.wrk;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One call, sent over and over.
 *
 * @param headers of each call
 * @param keys values of the header Authorization, that take turns
 * @param connections calls under way at once
 * @param lasting how long
 */
public record Load(
    String method,
    String url,
    Map<String, String> headers,
    List<String> keys,
    String body,
    int connections,
    Duration lasting) {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  /** A POST of JSON with one key after the other. */
  public static Load post(String url, Map<String, String> headers, List<String> keys, String body) {
    var all = new HashMap<>(JSON);
    all.putAll(headers);
    return new Load("POST", url, Map.copyOf(all), keys, body, 1, Duration.ofSeconds(1));
  }

  /** A GET with a key. */
  public static Load get(String url, String key) {
    return new Load("GET", url, Map.of(), List.of(key), "", 1, Duration.ofSeconds(1));
  }

  /** The same call by so many connections for so long. */
  public Load over(int many, Duration time) {
    return new Load(method, url, headers, keys, body, many, time);
  }
}
