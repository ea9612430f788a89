package dev.millrace.postgres.account;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.Optional;

/** Reads an account out of the columns that statements about it answer with. */
final class AccountColumns {
  private AccountColumns() {}

  static Optional<Account> one(RowSet<Row> rows) {
    var all = rows.iterator();
    return all.hasNext() ? Optional.of(account(all.next())) : Optional.empty();
  }

  private static Account account(Row row) {
    return new Account(
        new AccountId(row.getUUID("id")),
        row.getString("name"),
        row.getString("plan"),
        new Money(row.getLong("balance")),
        new Money(row.getLong("held")),
        row.getOffsetDateTime("created_at").toInstant());
  }
}
