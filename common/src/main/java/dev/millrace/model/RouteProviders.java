package dev.millrace.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/**
 * Whose service a route leads to, where the catalogue does not say: by its dialect, and by its host
 * where many speak that dialect. Own keys of accounts are matched with routes by these names. Pure.
 */
final class RouteProviders {
  private static final String COMPATIBLE = "openai-compatible";
  private static final String AZURE_HOSTS = ".openai.azure.com";
  private static final Map<String, String> SPEAKING_OPENAI =
      Map.of(
          "api.openai.com", "openai",
          "api.mistral.ai", "mistral",
          "api.groq.com", "groq",
          "openrouter.ai", "openrouter",
          "api.together.xyz", "together");
  private static final Map<String, String> WITH_A_QUEUE =
      Map.of(
          "queue.fal.run", "fal",
          "fal.run", "fal",
          "api.replicate.com", "replicate");

  private RouteProviders() {}

  static String of(String dialect, JsonNode settings) {
    return switch (dialect) {
      case "openai" -> speakingOpenAi(host(settings.path("base_url")));
      case "anthropic" -> "anthropic";
      case "gemini" -> "google";
      case "http-async" ->
          WITH_A_QUEUE.getOrDefault(host(settings.path("submit").path("url")), dialect);
      default -> dialect;
    };
  }

  private static String speakingOpenAi(String host) {
    return host.endsWith(AZURE_HOSTS) ? "azure" : SPEAKING_OPENAI.getOrDefault(host, COMPATIBLE);
  }

  /** Empty when it is no URL: the route's provider says so itself. */
  private static String host(JsonNode url) {
    try {
      var host = new URI(url.asText()).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
