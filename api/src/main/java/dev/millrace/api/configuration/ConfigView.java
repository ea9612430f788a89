package dev.millrace.api.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.configuration.ModelConfiguration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A model configuration (Runtype's {@code ModelConfig}).
 *
 * @param userId the account's id
 * @param organizationId always null: accounts have no organisations here
 * @param providerKeyId kept when that key is deleted; {@code keyStatus} tells
 * @param configScope always {@code user}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ModelConfig")
record ConfigView(
    String id,
    String userId,
    @Schema(nullable = true) String organizationId,
    String provider,
    @Schema(examples = "openai/gpt-4o-mini") String modelId,
    @Schema(nullable = true) String providerKeyId,
    @JsonProperty("isEnabled") boolean enabled,
    @JsonProperty("isDefault") boolean usual,
    @Schema(implementation = Object.class) ObjectNode settings,
    String createdAt,
    String updatedAt,
    @JsonUnwrapped Traits traits,
    String configScope) {
  private static final String SCOPE = "user";

  /**
   * A configuration as its owner sees it.
   *
   * @param offer what it is of; empty when its model left the catalogue
   */
  static ConfigView of(ModelConfiguration configuration, Optional<Offer> offer) {
    return new ConfigView(
        configuration.id().toString(),
        configuration.account().toString(),
        null,
        configuration.provider(),
        configuration.modelId(),
        configuration.providerKey().map(UUID::toString).orElse(null),
        configuration.enabled(),
        configuration.isDefault(),
        configuration.settings(),
        configuration.createdAt().toString(),
        configuration.updatedAt().toString(),
        offer.map(Traits::of).orElseGet(() -> Traits.unknown(configuration.modelId())),
        SCOPE);
  }
}
