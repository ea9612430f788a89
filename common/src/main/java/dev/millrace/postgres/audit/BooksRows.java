package dev.millrace.postgres.audit;

import dev.millrace.account.AccountId;
import dev.millrace.ledger.audit.AccountBooks;
import dev.millrace.ledger.audit.CapBooks;
import dev.millrace.ledger.audit.DayBooks;
import dev.millrace.ledger.audit.Difference;
import dev.millrace.ledger.audit.RequestBooks;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/** Reads the rows of the audit's statements. */
final class BooksRows {
  private BooksRows() {}

  static AccountBooks account(Row row) {
    return new AccountBooks(
        owner(row),
        money(row, "balance"),
        money(row, "held"),
        money(row, "ledger"),
        money(row, "requests"),
        money(row, "slices"));
  }

  static RequestBooks request(Row row) {
    return new RequestBooks(
        owner(row),
        new RequestId(row.getUUID("id")),
        RequestStatus.valueOf(row.getString("status")),
        money(row, "held"),
        money(row, "charged"),
        row.getString("rate_card"),
        Optional.ofNullable(row.getString("usage")),
        new RequestBooks.Ends(
            row.getLong("charges"),
            row.getLong("releases"),
            money(row, "charge"),
            money(row, "released"),
            Optional.ofNullable(row.getString("entry_card"))),
        money(row, "refunded"));
  }

  static Difference stray(Row row) {
    return new Difference(
        Difference.Kind.STRAY_ENTRY,
        owner(row),
        Optional.of(new RequestId(row.getUUID("request_id"))),
        "%s with id %d".formatted(row.getString("kind"), row.getLong("id")),
        "a request of this account",
        Optional.ofNullable(row.getUUID("owner"))
            .map(other -> "a request of account " + other)
            .orElse("no such request"));
  }

  static CapBooks cap(Row row) {
    return new CapBooks(
        owner(row),
        capName(row),
        money(row, "held"),
        money(row, "spent"),
        money(row, "under_way"),
        money(row, "charged"));
  }

  private static String capName(Row row) {
    var key = row.getUUID("key_id");
    var whose = key == null ? "the account" : "key " + key;
    return row.getString("period").equals("day")
        ? "daily cap of %s, %s".formatted(whose, row.getLocalDate("spent_on"))
        : "total cap of %s".formatted(whose);
  }

  static DayBooks day(Row row) {
    return new DayBooks(
        owner(row),
        "%s, key %s, %s"
            .formatted(row.getLocalDate("day"), row.getUUID("key_id"), row.getString("model")),
        sums(row, ""),
        sums(row, "ended_"));
  }

  private static DayBooks.Sums sums(Row row, String prefix) {
    return new DayBooks.Sums(
        row.getLong(prefix + "completed"),
        row.getLong(prefix + "failed"),
        row.getLong(prefix + "cancelled"),
        money(row, prefix + "charged"),
        row.getLong(prefix + "input_tokens"),
        row.getLong(prefix + "output_tokens"));
  }

  private static AccountId owner(Row row) {
    return new AccountId(row.getUUID("account_id"));
  }

  private static Money money(Row row, String column) {
    return new Money(row.getLong(column));
  }
}
