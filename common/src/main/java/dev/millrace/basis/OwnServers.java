package dev.millrace.basis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.model.RouteKey;
import dev.millrace.secret.ProviderKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Models of servers that accounts have keys for: {@code own/<key>/<model>}, where the key stands by
 * its name, with a dash for whatever no model's name has, and the model by the server's own name of
 * it. Of such a model nobody knows more than that its server speaks OpenAI's protocol; so it is
 * taken as one that holds conversations. Pure.
 */
public final class OwnServers {
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._:-]+");
  private static final Duration RUN_LIMIT = Duration.ofMinutes(10);
  private static final int ATTEMPTS = 2;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private OwnServers() {}

  /** The models that the key's server said to have, as calls name them. */
  public static List<ModelName> of(ProviderKey key) {
    return key.baseUrl().isEmpty()
        ? List.of()
        : key.models().stream().flatMap(id -> nameOf(key, id).stream()).toList();
  }

  private static Optional<ModelName> nameOf(ProviderKey key, String model) {
    return ModelName.parse("%s/%s/%s".formatted(ModelName.OWN, stepOf(key), model));
  }

  private static String stepOf(ProviderKey key) {
    return NOT_IN_NAMES.matcher(key.name()).replaceAll("-");
  }

  /**
   * Whether the name means this key and a model that its server said to have. A server that has
   * never said which it has may have any.
   */
  public static boolean isAt(ProviderKey key, ModelName name) {
    return key.baseUrl().isPresent()
        && name.isOwn()
        && name.alias().startsWith(stepOf(key) + "/")
        && modelIn(name)
            .filter(model -> key.models().isEmpty() || key.models().contains(model))
            .isPresent();
  }

  /** What the server calls the model; empty when the name says no key or no model. */
  static Optional<String> modelIn(ModelName name) {
    int slash = name.alias().indexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(name.alias().substring(slash + 1));
  }

  /** What is known of the model, without a way to it. */
  public static Model shape(ModelName name) {
    return new Model(
        name,
        name.alias(),
        "",
        "chat",
        List.of(ModelName.OWN),
        JsonSchema.of(input()),
        JsonSchema.of(output()),
        Set.of(Model.CHAT, "streaming", "tools", "vision"),
        Optional.empty(),
        RUN_LIMIT,
        ATTEMPTS,
        List.of());
  }

  static Route route(URI address, String model, String provider) {
    var settings = JSON.objectNode();
    settings.put("base_url", address.toString());
    settings.put("operation", "chat");
    settings.put("model", model);
    return new Route("own", "openai", settings).of(Optional.of(provider), RouteKey.MISSING);
  }

  private static JsonNode input() {
    var messages = JSON.objectNode().put("type", "array").put("minItems", 1).put("maxItems", 2048);
    var schema = object("messages");
    schema.putObject("properties").set("messages", messages);
    return schema;
  }

  private static JsonNode output() {
    return object("choices");
  }

  private static ObjectNode object(String required) {
    var schema = JSON.objectNode().put("type", "object");
    schema.putArray("required").add(required);
    return schema;
  }
}
