package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.secret.ProviderKey;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/**
 * The provider keys of accounts. Each Uni fails only when the database does not answer. Contract:
 * ProviderKeysContract.
 */
public interface ProviderKeys {
  /** A key of the account; empty when it has none of this id. */
  Uni<Optional<ProviderKey>> find(AccountId account, UUID id);
}
