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
  private static final String TOTALS = SqlFile.read("audit/totals");
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
  private long unproven;

  AuditRun(Snapshot snapshot, Function<String, Optional<Tariff>> tariffs) {
    this.snapshot = snapshot;
    this.rules = new RequestRules(tariffs);
  }

  AuditReport report(Instant at) {
    var totals = snapshot.read(TOTALS, Tuple.tuple()).iterator().next();
    showDiffering(ACCOUNTS, row -> BooksRows.account(row).differences());
    compareRequests();
    showDiffering(STRAYS, row -> List.of(BooksRows.stray(row)));
    showDiffering(CAPS, row -> BooksRows.cap(row).differences());
    showDiffering(DAYS, row -> BooksRows.day(row).differences());
    return new AuditReport(
        at,
        totals.getLong("accounts"),
        totals.getLong("requests"),
        totals.getLong("entries"),
        unproven,
        differences.kept(),
        differences.total());
  }

  private List<Difference> compareRequest(Row row) {
    var books = BooksRows.request(row);
    if (books.isUnproven()) {
      unproven++;
    }
    return rules.differences(books);
  }

  /** Page after page in the order of ids. */
  private void compareRequests() {
    var last = BEFORE_ALL;
    int seen;
    do {
      seen = 0;
      for (var row : snapshot.read(REQUESTS, Tuple.of(last, PAGE))) {
        differences.add(compareRequest(row));
        last = row.getUUID("id");
        seen++;
      }
    } while (seen == PAGE);
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
