package dev.millrace.configuration;

import dev.millrace.secret.ProviderKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an account has set up for its calls. Most have nothing.
 *
 * @param keys its provider keys, inactive ones included
 * @param configurations its model configurations, disabled ones included
 */
public record Profile(List<ProviderKey> keys, List<ModelConfiguration> configurations) {
  /** Nothing is set up. */
  public static final Profile EMPTY = new Profile(List.of(), List.of());

  public Profile {
    keys = List.copyOf(keys);
    configurations = List.copyOf(configurations);
  }

  /** The provider key of this id that calls with this API key may use. */
  public Optional<ProviderKey> key(UUID id, UUID apiKey) {
    return keys.stream().filter(key -> key.id().equals(id) && key.isFor(apiKey)).findFirst();
  }

  /** The provider key that calls with this API key use for a provider when they name none. */
  public Optional<ProviderKey> usualKey(String provider, UUID apiKey) {
    return keys.stream()
        .filter(key -> key.isDefault() && key.provider().equals(provider) && key.isFor(apiKey))
        .findFirst();
  }

  /** The configuration that calls of this model follow. */
  public Optional<ModelConfiguration> of(String modelId) {
    return configurations.stream()
        .filter(one -> one.enabled() && one.modelId().equals(modelId))
        .findFirst();
  }

  /** The configuration that calls follow that name a provider only. */
  public Optional<ModelConfiguration> usualOf(String provider) {
    return configurations.stream()
        .filter(one -> one.enabled() && one.isDefault() && one.provider().equals(provider))
        .findFirst();
  }
}
