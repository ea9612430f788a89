package dev.millrace.postgres.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import dev.millrace.postgres.queue.PostgresStage;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.testing.Database;
import dev.millrace.till.TillStage;
import java.util.UUID;

/** Accounts and caps by statements of the tests' own. */
record PostgresTillStage(Database database, PostgresStage stage) implements TillStage {

  PostgresTillStage(Database database) {
    this(database, new PostgresStage(database));
  }

  @Override
  public AccountId account(String balance) {
    return stage.account(balance);
  }

  @Override
  public Spender spender(AccountId account) {
    return new Spender(account, UUID.randomUUID());
  }

  @Override
  public void cap(AccountId account, String amount) {
    database.run(
        """
        insert into spend_cap (id, account_id, key_id, period, amount, spent_on, created_at)
        values (gen_random_uuid(), $1, null, 'day', $2, (now() at time zone 'UTC')::date, now())
        """,
        account.value(),
        Money.parse(amount).nanos());
  }

  @Override
  public Purse purse(AccountId account) {
    return stage.purse(account);
  }

  @Override
  public int calls(AccountId account) {
    return Math.toIntExact(
        database
            .run(
                "select count(*) as calls from request where account_id = $1 and synchronous",
                account.value())
            .getFirst()
            .getLong("calls"));
  }

  Money slices(AccountId account) {
    return new Money(
        database
            .run(
                "select coalesce(sum(amount), 0)::bigint as amount from credit_slice where"
                    + " account_id = $1",
                account.value())
            .getFirst()
            .getLong("amount"));
  }
}
