package dev.millrace.api.runtools;

import dev.millrace.model.Route;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Whose keys can be put into which routes. Pure. */
final class OwnKeyProviders {
  private static final Map<String, String> BY_HOST =
      Map.of(
          "api.openai.com", "openai",
          "api.mistral.ai", "mistral",
          "api.groq.com", "groq",
          "openrouter.ai", "openrouter",
          "api.together.xyz", "together");

  private OwnKeyProviders() {}

  /** The provider whose key a route takes; empty when it takes none. */
  static Optional<String> of(Route route) {
    return switch (route.dialect()) {
      case "anthropic" -> Optional.of("anthropic");
      case "gemini" -> Optional.of("google");
      case "openai" -> Optional.ofNullable(BY_HOST.get(host(route)));
      default -> Optional.empty();
    };
  }

  private static String host(Route route) {
    var host = URI.create(route.settings().path("base_url").asText()).getHost();
    return host == null ? "" : host;
  }
}
