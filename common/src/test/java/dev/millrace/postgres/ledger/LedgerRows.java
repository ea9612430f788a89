package dev.millrace.postgres.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.testing.Database;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Accounts and keys as rows, for what is read of them. */
final class LedgerRows {
  private static final SecureRandom RANDOM = new SecureRandom();

  private LedgerRows() {}

  static AccountId anAccount(Database database) {
    var account = AccountId.next(Instant.now(), RANDOM);
    database.run(
        "insert into account (id, name, plan, created_at) values ($1, 'ann', 'free', now())",
        account.value());
    return account;
  }

  static UUID aKey(Database database, AccountId account, String name) {
    var id = UUID.randomUUID();
    var key = ApiKey.generate(ApiKey.Kind.LIVE, RANDOM);
    database.run(
        """
        insert into api_key (id, account_id, sha256, kind, name, hint, created_at)
        values ($1, $2, $3, 'LIVE', $4, $5, now())
        """,
        id,
        account.value(),
        key.sha256(),
        name,
        key.hint());
    return id;
  }
}
