package dev.millrace.vault;

import dev.millrace.account.AccountId;
import java.util.UUID;

class InMemoryNamedSecretsTest extends NamedSecretsContract {
  private final NamedSecrets secrets = new InMemoryNamedSecrets();

  @Override
  protected NamedSecrets secrets() {
    return secrets;
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
