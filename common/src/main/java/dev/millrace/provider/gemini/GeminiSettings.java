package dev.millrace.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Dialects;
import dev.millrace.provider.settings.HttpUrl;
import dev.millrace.provider.settings.SettingsReader;
import dev.millrace.provider.talk.Wire;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route to a server that speaks as Gemini does.
 *
 * @param baseUrl up to and without the version
 * @param apiKey sent as {@code x-goog-api-key}; absent for servers that want none
 * @param operation what is asked of it
 * @param model the upstream's own name of the model, which is a part of the path
 * @param extra fields that go into the body over the caller's
 */
record GeminiSettings(
    URI baseUrl, Optional<String> apiKey, Operation operation, String model, ObjectNode extra) {
  private static final String NAME = "[A-Za-z0-9._-]+";

  static GeminiSettings of(JsonNode settings) {
    return read(SettingsReader.of(settings));
  }

  static List<String> problems(JsonNode settings) {
    var reader = SettingsReader.of(settings);
    read(reader);
    return reader.problems();
  }

  private static GeminiSettings read(SettingsReader reader) {
    var settings =
        new GeminiSettings(
            reader.url("base_url", "https://generativelanguage.googleapis.com"),
            reader.optionalText("api_key"),
            reader.choice("operation", List.of(Operation.values())),
            name(reader),
            reader.optionalObject("extra"));
    reader.refuseOthers();
    return settings;
  }

  private static String name(SettingsReader reader) {
    var name = reader.text("model");
    if (!name.isEmpty() && !name.matches(NAME)) {
      reader.problem("model", "must be a name of letters, digits, '.', '_' and '-'");
    }
    return name;
  }

  Wire wire() {
    return new Wire(
        Dialects.GEMINI,
        url(":generateContent"),
        url(":streamGenerateContent?alt=sse"),
        headers(),
        model,
        Optional.empty(),
        extra);
  }

  Map<String, String> headers() {
    return apiKey.map(key -> Map.of("x-goog-api-key", key)).orElse(Map.of());
  }

  /** Where texts become embeddings, any number of them. */
  URI embeddings() {
    return url(":batchEmbedContents");
  }

  /** Where tokens are counted. */
  URI tokens() {
    return url(":countTokens");
  }

  private URI url(String method) {
    return HttpUrl.below(baseUrl, "/v1beta/models/" + model + method);
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "%s at %s".formatted(model, baseUrl.getHost());
  }
}
