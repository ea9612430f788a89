package dev.millrace.api.catalog;

import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.model.Model;
import dev.millrace.request.Basis;
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
}
