package dev.millrace.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.provider.settings.HttpUrl;
import dev.millrace.provider.settings.SettingsReader;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route to an OpenAI-compatible server.
 *
 * @param baseUrl up to and with the version, such as {@code https://api.openai.com/v1}
 * @param apiKey sent as a bearer token; absent for servers that want none
 * @param organization sent as {@code OpenAI-Organization}
 * @param operation which path to call
 * @param model the upstream's own name of the model
 * @param extra fields that go into the body over the caller's
 */
record OpenAiSettings(
    URI baseUrl,
    Optional<String> apiKey,
    Optional<String> organization,
    Operation operation,
    String model,
    ObjectNode extra) {

  static OpenAiSettings of(JsonNode settings) {
    return read(SettingsReader.of(settings));
  }

  static List<String> problems(JsonNode settings) {
    var reader = SettingsReader.of(settings);
    read(reader);
    return reader.problems();
  }

  private static OpenAiSettings read(SettingsReader reader) {
    var settings =
        new OpenAiSettings(
            reader.url("base_url"),
            reader.optionalText("api_key"),
            reader.optionalText("organization"),
            reader.choice("operation", List.of(Operation.values())),
            reader.text("model"),
            reader.optionalObject("extra"));
    reader.refuseOthers();
    return settings;
  }

  URI url() {
    return HttpUrl.below(baseUrl, operation.path());
  }

  /** Where tokens are counted, as one of the operations knows it. */
  Optional<URI> tokens() {
    return operation == Operation.RESPONSES
        ? Optional.of(HttpUrl.below(baseUrl, "/responses/input_tokens"))
        : Optional.empty();
  }

  Map<String, String> headers() {
    var headers = new HashMap<String, String>();
    apiKey.ifPresent(key -> headers.put("Authorization", "Bearer " + key));
    organization.ifPresent(name -> headers.put("OpenAI-Organization", name));
    return headers;
  }

  /** The caller's input, with our fields over it. */
  ObjectNode body(JsonNode input) {
    var body = input.<ObjectNode>deepCopy();
    body.setAll(extra);
    body.put("model", model);
    body.remove("stream");
    return body;
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "%s %s at %s".formatted(operation, model, baseUrl.getHost());
  }
}
