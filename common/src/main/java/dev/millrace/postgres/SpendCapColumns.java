package dev.millrace.postgres;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.money.Money;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/** A row of {@code spend_cap}. */
public final class SpendCapColumns {
  private SpendCapColumns() {}

  /** Reads a row with all columns of the table but {@code created_at}. */
  public static SpendCap read(Row row) {
    return new SpendCap(
        row.getUUID("id"),
        new AccountId(row.getUUID("account_id")),
        Optional.ofNullable(row.getUUID("key_id")),
        SpendCap.Period.parse(row.getString("period")).orElseThrow(),
        new Money(row.getLong("amount")),
        new Money(row.getLong("held")),
        new Money(row.getLong("spent")),
        row.getLocalDate("spent_on"));
  }
}
