package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.KeyCaps;
import java.time.Instant;
import java.util.UUID;

class InMemoryApiKeysTest extends ApiKeysContract {
  private final InMemorySpendCaps caps = new InMemorySpendCaps();
  private final InMemoryApiKeys keys = new InMemoryApiKeys(caps);

  @Override
  protected ApiKeys keys() {
    return keys;
  }

  @Override
  protected KeyRing ring() {
    return keys;
  }

  @Override
  protected AccountId account(String name) {
    var account = new AccountId(UUID.randomUUID());
    keys.open(account, name);
    return account;
  }

  @Override
  protected KeyCaps capsOf(AccountId account, UUID key) {
    return KeyCaps.of(key, caps.list(account, Instant.now()).await().indefinitely());
  }
}
