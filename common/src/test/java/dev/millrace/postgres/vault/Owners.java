package dev.millrace.postgres.vault;

import dev.millrace.account.AccountId;
import dev.millrace.testing.Database;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Accounts and their API keys, as rows. */
final class Owners {
  private Owners() {}

  static AccountId account(Database database, String name) {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    database.run(
        "insert into account (id, name, plan, created_at) values ($1, $2, 'free', now())",
        id.value(),
        name);
    return id;
  }

  static UUID apiKey(Database database, AccountId owner) {
    var id = UUID.randomUUID();
    database.run(
        """
        insert into api_key (id, account_id, sha256, kind, name, hint, created_at)
        values ($1, $2, encode(sha256(uuid_send($1)), 'hex'), 'LIVE', 'test', 'mr_live_…', now())
        """,
        id,
        owner.value());
    return id;
  }
}
