package dev.millrace.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Dialects;
import dev.millrace.provider.settings.HttpUrl;
import dev.millrace.provider.settings.SettingsReader;
import dev.millrace.provider.talk.Wire;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route to a server that speaks as Anthropic does.
 *
 * @param baseUrl up to and without the version, such as {@code https://api.anthropic.com}
 * @param apiKey sent as {@code x-api-key}; absent for servers that want none
 * @param version sent as {@code anthropic-version}
 * @param beta what is sent as {@code anthropic-beta}, in alphabetical order
 * @param model the upstream's own name of the model
 * @param maxTokens how many tokens an answer may have when a caller of another dialect does not say
 * @param extra fields that go into the body over the caller's
 */
record AnthropicSettings(
    URI baseUrl,
    Optional<String> apiKey,
    String version,
    List<String> beta,
    String model,
    Optional<Long> maxTokens,
    ObjectNode extra) {
  private static final long MOST_TOKENS = 10_000_000;

  static AnthropicSettings of(JsonNode settings) {
    return read(SettingsReader.of(settings));
  }

  static List<String> problems(JsonNode settings) {
    var reader = SettingsReader.of(settings);
    read(reader);
    return reader.problems();
  }

  private static AnthropicSettings read(SettingsReader reader) {
    var settings =
        new AnthropicSettings(
            reader.url("base_url", "https://api.anthropic.com"),
            reader.optionalText("api_key"),
            reader.optionalText("version").orElse("2023-06-01"),
            reader.words("beta").stream().sorted().toList(),
            reader.text("model"),
            Optional.of(reader.whole("max_tokens", 0, 1, MOST_TOKENS)).filter(most -> most > 0),
            reader.optionalObject("extra"));
    reader.refuseOthers();
    return settings;
  }

  Wire wire() {
    return Wire.of(
            Dialects.ANTHROPIC, HttpUrl.below(baseUrl, "/v1/messages"), headers(), model, extra)
        .withMaxTokens(maxTokens);
  }

  /** Where tokens are counted. */
  URI tokens() {
    return HttpUrl.below(baseUrl, "/v1/messages/count_tokens");
  }

  private Map<String, String> headers() {
    var headers = new HashMap<String, String>();
    headers.put("anthropic-version", version);
    apiKey.ifPresent(key -> headers.put("x-api-key", key));
    if (!beta.isEmpty()) {
      headers.put("anthropic-beta", String.join(",", beta));
    }
    return headers;
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "%s at %s".formatted(model, baseUrl.getHost());
  }
}
