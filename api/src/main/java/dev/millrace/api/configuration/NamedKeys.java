package dev.millrace.api.configuration;

import dev.millrace.account.AccountId;
import dev.millrace.secret.ProviderKey;
import dev.millrace.vault.ProviderKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Finds the provider keys that configurations name. */
@ApplicationScoped
class NamedKeys {
  private final ProviderKeys keys;

  NamedKeys(ProviderKeys keys) {
    this.keys = keys;
  }

  /** Empty when none is named; fails with NOT_FOUND for one that the account does not have. */
  Uni<Optional<ProviderKey>> find(AccountId account, Optional<UUID> named) {
    return named
        .map(
            id ->
                keys.find(account, id)
                    .map(found -> Optional.of(found.orElseThrow(ConfigRefusal::unknownKey))))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }
}
