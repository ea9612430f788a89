package dev.millrace.vault;

import dev.millrace.account.AccountId;
import java.util.UUID;

class InMemoryProviderKeysTest extends ProviderKeysContract {
  private final ProviderKeys keys = new InMemoryProviderKeys();

  @Override
  protected ProviderKeys keys() {
    return keys;
  }

  @Override
  protected AccountId account(String name) {
    return new AccountId(UUID.randomUUID());
  }

  @Override
  protected UUID apiKey(AccountId owner) {
    return UUID.randomUUID();
  }
}
