package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.ProviderKey;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The provider keys of accounts. One that becomes a default takes the place of the one before, of
 * the same provider and API key. Each Uni fails only when the database does not answer. Contract:
 * ProviderKeysContract.
 */
public interface ProviderKeys {
  /** How often requests are counted that went by a key, at the most. */
  int MOST_COUNTED = 10_000;

  /**
   * How a key was used.
   *
   * @param requests that went by it and are still known; {@link #MOST_COUNTED} stands for more too
   */
  record Use(long requests, Optional<Instant> last) {
    public static final Use NONE = new Use(0, Optional.empty());
  }

  /** A key of the account; empty when it has none of this id. */
  Uni<Optional<ProviderKey>> find(AccountId account, UUID id);

  /** All of them: those for one API key first, then in the order in which they were made. */
  Uni<List<KeptKey>> list(AccountId account);

  /**
   * Keeps a new key. Never CHANGED.
   *
   * @param most that the account may have
   */
  Uni<Made> create(KeptKey key, int most);

  /**
   * Makes another of a key: everything but its id, account, provider and time of making. APPLIED,
   * NAME_TAKEN or CHANGED.
   *
   * @param before as it was read; where its secret is the same in both, the stored one stays as it
   *     lies there by now
   */
  Uni<Made> update(KeptKey before, KeptKey after);

  /** Keeps what the provider said of a key, unless the key was changed after it was read. */
  Uni<Void> tested(KeptKey read, KeptKey.Tested tested);

  /** Returns false when there is none of this id. */
  Uni<Boolean> delete(AccountId account, UUID id);

  /** How keys were used, by their ids; those that are not known were not. */
  Uni<Map<UUID, Use>> uses(Collection<UUID> ids);
}
