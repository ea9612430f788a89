package dev.millrace.api.http.key;

import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyOwner;
import dev.millrace.account.Spender;
import java.util.UUID;

/**
 * Who calls.
 *
 * @param key names the key; not its text
 */
public record Caller(AccountId account, UUID key, ApiKey.Kind kind, String plan) {
  /** Whose credit it spends. */
  public Spender spender() {
    return new Spender(account, key);
  }

  static Caller of(KeyOwner owner) {
    return new Caller(owner.account(), owner.key(), owner.kind(), owner.plan());
  }
}
