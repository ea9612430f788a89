package dev.millrace.bench.wrk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One call, sent over and over.
 *
 * @param connections calls under way at once
 * @param lasting how long
 */
public record Load(
    String method,
    String url,
    Map<String, String> headers,
    String body,
    int connections,
    Duration lasting) {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  /** A POST of JSON with a key. */
  public static Load post(String url, Map<String, String> headers, String body) {
    var all = new HashMap<>(JSON);
    all.putAll(headers);
    return new Load("POST", url, Map.copyOf(all), body, 1, Duration.ofSeconds(1));
  }

  /** A GET with a key. */
  public static Load get(String url, Map<String, String> headers) {
    return new Load("GET", url, Map.copyOf(headers), "", 1, Duration.ofSeconds(1));
  }

  /** The same call by so many connections for so long. */
  public Load over(int many, Duration time) {
    return new Load(method, url, headers, body, many, time);
  }
}
