package dev.millrace.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.configuration.Followed;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.dialect.Dialect;
import dev.millrace.model.Model;
import dev.millrace.request.Basis;
import java.util.Map;
import java.util.Optional;

/**
 * A model that a caller may call.
 *
 * @param model with the routes that its calls may go, and the price that they have
 * @param basis who pays the provider, and which configuration is followed
 * @param configuration whose settings go below what the call itself says
 */
public record Chosen(Model model, Basis basis, Optional<ModelConfiguration> configuration) {
  /** On the platform's account, as the catalogue has it. */
  public static Chosen ofPlatform(Model model) {
    return new Chosen(model, Basis.PLATFORM, Optional.empty());
  }

  /**
   * What the configuration puts into a body of a protocol, at its top level, where the body says
   * nothing. Fails as {@link Followed#under(Dialect, ObjectNode)} does.
   */
  public Map<String, JsonNode> under(Dialect dialect, ObjectNode body) {
    return followed().map(followed -> followed.under(dialect, body)).orElse(Map.of());
  }

  /** The same for an input in the model's own shape. */
  public Map<String, JsonNode> under(ObjectNode input) {
    return followed().map(followed -> followed.under(input)).orElse(Map.of());
  }

  private Optional<Followed> followed() {
    return configuration.map(one -> new Followed(one, model));
  }
}
