package dev.millrace.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.ledger.Statements;
import dev.millrace.ledger.StatementsContract;
import dev.millrace.postgres.SqlFile;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresStatementsIT extends StatementsContract {
  private final Database database = Database.shared();
  private final Statements statements = new PostgresStatements(Pool.newInstance(database.pool()));

  @Override
  protected Statements statements() {
    return statements;
  }

  @Override
  protected AccountId anAccount() {
    return LedgerRows.anAccount(database);
  }

  @Override
  protected void write(AccountId account, LedgerEntry entry) {
    database.run(
        """
        insert into ledger_entry (account_id, at, kind, amount, released, request_id, rate_card, reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        account.value(),
        entry.at().atOffset(ZoneOffset.UTC),
        entry.kind().name().toLowerCase(Locale.ROOT),
        entry.amount().nanos(),
        entry.released().nanos(),
        entry.request().map(RequestId::value).orElse(null),
        entry.rateCard().orElse(null),
        entry.reason());
  }

  /** A part in the middle of a long statement reads what it tells, and little beside. */
  @ParameterizedTest
  @ValueSource(strings = {"latest", "oldest"})
  void noPartReadsTheWholeLedger(String first) {
    var account = anAccount();
    manyCharges(account, 20_000);

    assertThat(rowsRead(account, first, new String[] {"charge", "release", "credit"}))
        .isLessThan(500);
  }

  /** Rare kinds are found without a walk over all charges. */
  @Test
  void creditsAreFoundAmongManyCharges() {
    var account = anAccount();
    manyCharges(account, 20_000);

    assertThat(rowsRead(account, "latest", new String[] {"credit"})).isLessThan(500);
  }

  private void manyCharges(AccountId account, int number) {
    database.run(
        """
        insert into ledger_entry (account_id, at, kind, amount, released, request_id, rate_card, reason)
        select $1, timestamptz '2026-01-01 00:00Z' + n * interval '1 second', 'charge', -1, 1,
               gen_random_uuid(), 'c', 'm'
          from generate_series(1, $2::integer) n
        """,
        account.value(),
        number);
    database.run("analyze ledger_entry");
  }

  /** The rows that all scans of the plan have met, by PostgreSQL's own account. */
  private long rowsRead(AccountId account, String first, String[] kinds) {
    var latest = first.equals("latest");
    var middle = OffsetDateTime.parse("2026-01-01T03:00:00Z");
    var plan =
        database
            .run(
                "explain (analyze, timing off, summary off, buffers off) "
                    + SqlFile.read("ledger/statement_" + first + "_first"),
                account.value(),
                latest ? middle.minusDays(9) : middle.plusDays(9),
                middle,
                7L,
                kinds,
                50)
            .stream()
            .map(row -> row.getString(0))
            .collect(Collectors.joining("\n"));
    assertThat(plan).contains("Index").doesNotContain("Seq Scan");
    return plan.lines()
        .filter(line -> line.contains("Scan") || line.contains("Rows Removed by Filter"))
        .mapToLong(PostgresStatementsIT::number)
        .sum();
  }

  private static long number(String line) {
    var text =
        line.contains("Removed")
            ? line.replaceAll(".*: ", "")
            : line.replaceAll(".*actual rows=([0-9.]+) .*", "$1");
    return text.matches("[0-9.]+") ? (long) Double.parseDouble(text) : 0;
  }
}
