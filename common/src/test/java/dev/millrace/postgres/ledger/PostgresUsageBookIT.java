package dev.millrace.postgres.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.UsageTally;
import dev.millrace.ledger.UsageBook;
import dev.millrace.ledger.UsageBookContract;
import dev.millrace.testing.Database;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.LocalDate;
import java.util.UUID;

class PostgresUsageBookIT extends UsageBookContract {
  private final Database database = Database.shared();
  private final UsageBook book = new PostgresUsageBook(Pool.newInstance(database.pool()));

  @Override
  protected UsageBook book() {
    return book;
  }

  @Override
  protected AccountId anAccount() {
    return LedgerRows.anAccount(database);
  }

  @Override
  protected UUID aKey(AccountId account, String name) {
    return LedgerRows.aKey(database, account, name);
  }

  @Override
  protected void count(AccountId account, LocalDate day, UUID key, String model, UsageTally tally) {
    database.run(
        """
        insert into usage_day
               (account_id, day, key_id, model, completed, failed, cancelled, charged, input_tokens, output_tokens)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        account.value(),
        day,
        key,
        model,
        tally.completed(),
        tally.failed(),
        tally.cancelled(),
        tally.charged().nanos(),
        tally.inputTokens(),
        tally.outputTokens());
  }
}
