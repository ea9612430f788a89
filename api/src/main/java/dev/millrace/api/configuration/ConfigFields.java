package dev.millrace.api.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a body says of a configuration, for the description of the api; ConfigBody reads it. */
final class ConfigFields {
  private ConfigFields() {}

  @Schema(name = "ModelConfigCreate")
  record Create(
      @Schema(required = true, examples = "openai", description = "in any case") String provider,
      @Schema(
              required = true,
              examples = "openai/gpt-4o-mini",
              description = "owner/alias, or the alias where the provider has one such model")
          String modelId,
      @Schema(nullable = true, description = "the key of your own that its calls use")
          String providerKeyId,
      @JsonProperty("isEnabled") @Schema(defaultValue = "true") Boolean enabled,
      @Schema(
              implementation = Object.class,
              description =
                  "temperature, topP, topK, maxTokens, stop, seed, frequencyPenalty, presencePenalty,"
                      + " reasoningEffort, responseFormat; for models that hold no conversations the"
                      + " fields of their input")
          ObjectNode settings) {}

  @Schema(name = "ModelConfigUpdate", description = "What is left out stays as it is.")
  record Update(
      @Schema(nullable = true, description = "null: no key of your own is named any more")
          String providerKeyId,
      @JsonProperty("isEnabled") Boolean enabled,
      @Schema(implementation = Object.class, description = "in the place of all settings before")
          ObjectNode settings) {}

  @Schema(name = "ModelConfigToggle")
  record Toggle(@JsonProperty("isEnabled") @Schema(required = true) Boolean enabled) {}
}
