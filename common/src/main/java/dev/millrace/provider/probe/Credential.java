package dev.millrace.provider.probe;

import java.util.Map;

/** How a provider wants to be shown a key. */
enum Credential {
  BEARER,
  /** {@code Authorization: Key}. */
  KEY,
  ANTHROPIC,
  GOOGLE;

  private static final String AUTHORIZATION = "authorization";

  Map<String, String> headers(String secret) {
    return switch (this) {
      case BEARER -> Map.of(AUTHORIZATION, "Bearer " + secret);
      case KEY -> Map.of(AUTHORIZATION, "Key " + secret);
      case ANTHROPIC -> Map.of("x-api-key", secret, "anthropic-version", "2023-06-01");
      case GOOGLE -> Map.of("x-goog-api-key", secret);
    };
  }
}
