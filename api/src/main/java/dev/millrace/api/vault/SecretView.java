package dev.millrace.api.vault;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.NamedSecret;
import dev.millrace.secret.ProviderNames;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is known of a secret, as it goes out: everything but the secret. */
@Schema(name = "Secret")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SecretView(
    String name,
    @Schema(enumeration = {"all", "agents", "tools", "sandboxes"}) String scope,
    @Schema(enumeration = {"provider", "tool", "custom"}) String category,
    @Schema(nullable = true) String description,
    @Schema(description = "whether all API keys of the account may use it") boolean orgWide,
    @Schema(nullable = true, description = "else the one API key that may") String onlyFor,
    @Schema(nullable = true, description = "whose key it is, of a provider's key") String provider,
    String createdAt,
    String updatedAt) {

  static SecretView of(NamedSecret secret) {
    return new SecretView(
        secret.name(),
        secret.label().audience().word(),
        secret.kind().word(),
        secret.label().description().orElse(null),
        secret.onlyFor().isEmpty(),
        secret.onlyFor().map(UUID::toString).orElse(null),
        null,
        secret.createdAt().toString(),
        secret.updatedAt().toString());
  }

  /** A provider key under the name of its secret. */
  static SecretView of(KeptKey kept) {
    var key = kept.key();
    return new SecretView(
        nameOf(kept),
        kept.label().audience().word(),
        "provider",
        kept.label().description().orElse(null),
        key.onlyFor().isEmpty(),
        key.onlyFor().map(UUID::toString).orElse(null),
        key.provider(),
        key.createdAt().toString(),
        key.updatedAt().toString());
  }

  /** The name that it was made under as a secret; else the usual one. */
  private static String nameOf(KeptKey kept) {
    var key = kept.key();
    return ProviderNames.ofSecret(key.name()).filter(key.provider()::equals).isPresent()
        ? key.name()
        : ProviderNames.secretOf(key.provider());
  }
}
