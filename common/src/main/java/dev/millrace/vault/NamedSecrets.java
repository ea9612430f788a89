package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.secret.NamedSecret;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The secrets of accounts that are no provider keys. Each Uni fails only when the database does not
 * answer. Contract: NamedSecretsContract.
 */
public interface NamedSecrets {
  /** All of them, by name. */
  Uni<List<NamedSecret>> list(AccountId account);

  /**
   * Keeps a new secret. Never CHANGED.
   *
   * @param most that the account may have
   */
  Uni<Made> create(NamedSecret secret, int most);

  /**
   * Makes another of a secret: its kind, label and the secret itself. APPLIED or CHANGED.
   *
   * @param before as it was read
   */
  Uni<Made> update(NamedSecret before, NamedSecret after);

  /**
   * Returns false when there is none of this name.
   *
   * @param onlyFor the API key that it is for; empty: the one that is for all of them
   */
  Uni<Boolean> delete(AccountId account, String name, Optional<UUID> onlyFor);
}
