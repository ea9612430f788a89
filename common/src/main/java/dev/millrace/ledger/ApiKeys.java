package dev.millrace.ledger;

import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.NewKey;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys of accounts as their owners see them. Each Uni fails only when the database does not
 * answer. Contract: ApiKeysContract; every adapter passes it.
 */
public interface ApiKeys {
  /** What became of a key that was to be made. */
  enum Made {
    APPLIED,
    /** The account has as many keys as it may; nothing was made. */
    TOO_MANY,
    ACCOUNT_UNKNOWN,
    /** The key that was to be replaced is not as it was read; nothing was made. */
    CHANGED
  }

  /**
   * Makes a key with its caps, or nothing at all.
   *
   * @param most keys that the account may have that are neither revoked nor expired
   */
  Uni<Made> create(NewKey key, int most);

  /** Empty when the account has no such key. */
  Uni<Optional<KeyRecord>> find(AccountId account, UUID key);

  /** The account's keys, latest first: those behind {@code after}, or from the start. */
  Uni<List<KeyRecord>> list(AccountId account, Optional<UUID> after, boolean revokedToo, int limit);

  /**
   * Gives a key another label and other terms.
   *
   * @param before as it was read, so that nobody changes what somebody else has changed meanwhile
   * @return false when it is not so any more, or cannot be changed: it is revoked, or was replaced
   */
  Uni<Boolean> update(KeyRecord before, NewKey.Label label, KeyTerms terms, Instant at);

  /**
   * Makes a key that takes over from another one of its account, which works on until {@code
   * oldEnds} at the most.
   *
   * @param before as it was read; CHANGED when it cannot be {@linkplain #update updated} either
   */
  Uni<Made> replace(KeyRecord before, NewKey key, Instant oldEnds, int most);

  /**
   * Ends a key for good.
   *
   * @return false when it had ended so before, or the account has no such key
   */
  Uni<Boolean> revoke(AccountId account, UUID key, Instant at);

  /** Keeps when keys were last used, to the minute; keys that are not known are left out. */
  Uni<Void> used(Map<UUID, Instant> lastUses);
}
