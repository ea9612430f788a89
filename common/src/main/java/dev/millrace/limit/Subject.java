package dev.millrace.limit;

import dev.millrace.account.AccountId;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose calls are counted together.
 *
 * @param key one key of the account; empty: all of them
 */
public record Subject(AccountId account, Optional<UUID> key) {
  public static Subject of(AccountId account) {
    return new Subject(account, Optional.empty());
  }

  public static Subject of(AccountId account, UUID key) {
    return new Subject(account, Optional.of(key));
  }

  @Override
  public String toString() {
    return key.map(id -> account + "/" + id).orElseGet(account::toString);
  }
}
