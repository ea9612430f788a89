package dev.millrace.postgres.audit;

import dev.millrace.ledger.audit.AuditReport;
import dev.millrace.ledger.audit.Difference;
import dev.millrace.ledger.audit.Differences;
import dev.millrace.ledger.audit.RequestRules;
import dev.millrace.money.Tariff;
import dev.millrace.postgres.SqlFile;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** One audit: each table is gone through once, and never held in memory whole. */
final class AuditRun {
  private static final String ACCOUNTS = SqlFile.read("audit/accounts");
  private static final String REQUESTS = SqlFile.read("audit/requests");
  private static final String STRAYS = SqlFile.read("audit/strays");
  private static final String CAPS = SqlFile.read("audit/caps");
  private static final String DAYS = SqlFile.read("audit/days");
  private static final int MOST_DIFFERENCES = 1000;
  private static final int PAGE = 2000;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Snapshot snapshot;
  private final RequestRules rules;
  private final Differences differences = new Differences(MOST_DIFFERENCES);
  private long entries;
  private long unproven;

  AuditRun(Snapshot snapshot, Function<String, Optional<Tariff>> tariffs) {
    this.snapshot = snapshot;
    this.rules = new RequestRules(tariffs);
  }

  AuditReport report(Instant at) {
    long accounts = goThrough(ACCOUNTS, this::compareAccount);
    long requests = goThrough(REQUESTS, this::compareRequest);
    showDiffering(STRAYS, row -> List.of(BooksRows.stray(row)));
    showDiffering(CAPS, row -> BooksRows.cap(row).differences());
    showDiffering(DAYS, row -> BooksRows.day(row).differences());
    return new AuditReport(
        at, accounts, requests, entries, unproven, differences.kept(), differences.total());
  }

  private List<Difference> compareAccount(Row row) {
    entries += row.getLong("entries");
    return BooksRows.account(row).differences();
  }

  private List<Difference> compareRequest(Row row) {
    var books = BooksRows.request(row);
    if (books.isUnproven()) {
      unproven++;
    }
    return rules.differences(books);
  }

  /** Page after page in the order of ids; says how many rows there were. */
  private long goThrough(String statement, Function<Row, List<Difference>> rule) {
    var last = BEFORE_ALL;
    long all = 0;
    int seen;
    do {
      seen = 0;
      for (var row : snapshot.read(statement, Tuple.of(last, PAGE))) {
        differences.add(rule.apply(row));
        last = row.getUUID("id");
        seen++;
      }
      all += seen;
    } while (seen == PAGE);
    return all;
  }

  /** What PostgreSQL has compared: the first rows that differ, and how many there are. */
  private void showDiffering(String statement, Function<Row, List<Difference>> rule) {
    long total = 0;
    long seen = 0;
    for (var row : snapshot.read(statement, Tuple.of(MOST_DIFFERENCES))) {
      total = row.getLong("total");
      differences.add(rule.apply(row));
      seen++;
    }
    differences.addUnseen(total - seen);
  }
}
