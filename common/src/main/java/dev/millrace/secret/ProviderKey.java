package dev.millrace.secret;

import dev.millrace.account.AccountId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An account's own key for a provider.
 *
 * @param onlyFor the one API key of the account that may use it; empty: all of them may
 * @param name what its owner calls it; unique within the account
 * @param provider whose key it is, such as {@code openai}; {@code openai-compatible} for a server
 *     that {@code baseUrl} names
 * @param preview its last characters, for its owner to recognise
 * @param active whether calls may use it
 * @param isDefault whether calls use it that name no other; at most one of an account and provider
 * @param baseUrl where the provider is; empty: where the catalogue's routes say
 * @param models what the server says it has, by its own names, as of the last look; only of servers
 *     that {@code baseUrl} names
 * @param sealed the key itself
 */
public record ProviderKey(
    UUID id,
    AccountId account,
    Optional<UUID> onlyFor,
    String name,
    String provider,
    String preview,
    boolean active,
    boolean isDefault,
    Optional<URI> baseUrl,
    List<String> models,
    Sealed sealed,
    Instant createdAt,
    Instant updatedAt) {
  /** The provider of servers that speak OpenAI's protocol at an address of the account's choice. */
  public static final String COMPATIBLE = "openai-compatible";

  public ProviderKey {
    models = List.copyOf(models);
  }

  /** Whether calls with this API key may use it. */
  public boolean isFor(UUID apiKey) {
    return active && onlyFor.map(apiKey::equals).orElse(true);
  }
}
