package dev.millrace.postgres.vault;

import dev.millrace.account.AccountId;
import dev.millrace.testing.Database;
import dev.millrace.vault.NamedSecrets;
import dev.millrace.vault.NamedSecretsContract;
import java.util.UUID;

class PostgresNamedSecretsIT extends NamedSecretsContract {
  private static final Database DATABASE = Database.shared();

  private final NamedSecrets secrets = new PostgresNamedSecrets(DATABASE.pool());

  @Override
  protected NamedSecrets secrets() {
    return secrets;
  }

  @Override
  protected AccountId account(String name) {
    return Owners.account(DATABASE, name);
  }

  @Override
  protected UUID apiKey(AccountId owner) {
    return Owners.apiKey(DATABASE, owner);
  }
}
