package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.secret.Sealed;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that is stored sealed, whatever it is, for whoever exchanges master keys. Each Uni
 * fails only when the database does not answer.
 */
public interface Seals {
  /** Where a sealed thing is stored. */
  enum Store {
    PROVIDER_KEY,
    SECRET,
    WEBHOOK_SECRET
  }

  /** A sealed thing, and for whom it was sealed. */
  record Stored(Store store, AccountId account, UUID id, Sealed sealed) {}

  /** The same thing under another master key. */
  record Rewrapped(Stored before, Sealed after) {}

  /**
   * Those that lie under another master key than this one, in the order of their ids.
   *
   * @param after the last id that was seen; empty: from the start
   */
  Uni<List<Stored>> notUnder(String masterKey, Optional<UUID> after, int most);

  /**
   * Stores them, but for those that have changed meanwhile.
   *
   * @return how many were stored
   */
  Uni<Integer> rewrap(List<Rewrapped> things);

  /** How many lie under another master key than this one. */
  Uni<Long> countNotUnder(String masterKey);
}
