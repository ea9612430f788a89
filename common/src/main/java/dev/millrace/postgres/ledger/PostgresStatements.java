package dev.millrace.postgres.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.StatementQuery;
import dev.millrace.ledger.Statements;
import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Statements from PostgreSQL: each part is one walk along an index. */
@ApplicationScoped
public class PostgresStatements implements Statements {
  private static final String LATEST_FIRST = SqlFile.read("ledger/statement_latest_first");
  private static final String OLDEST_FIRST = SqlFile.read("ledger/statement_oldest_first");

  private final Pool pool;

  public PostgresStatements(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<LedgerEntry>> entries(
      AccountId account, StatementQuery query, Optional<StatementQuery.Place> toldLast, int limit) {
    var begin = query.begin(toldLast);
    var values =
        Tuple.from(
            List.of(
                account.value(),
                time(farEdge(query)),
                time(begin.at()),
                begin.id(),
                query.kinds().stream().map(PostgresStatements::word).toArray(String[]::new),
                limit));
    return pool.withConnection(
            connection -> connection.preparedQuery(statement(query.order())).execute(values))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(PostgresStatements::entry)
                    .toList());
  }

  private static String statement(StatementQuery.Order order) {
    return switch (order) {
      case LATEST_FIRST -> LATEST_FIRST;
      case OLDEST_FIRST -> OLDEST_FIRST;
    };
  }

  private static Instant farEdge(StatementQuery query) {
    return switch (query.order()) {
      case LATEST_FIRST -> query.from();
      case OLDEST_FIRST -> query.until();
    };
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static String word(LedgerEntry.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static LedgerEntry entry(Row row) {
    return new LedgerEntry(
        row.getLong("id"),
        row.getOffsetDateTime("at").toInstant(),
        LedgerEntry.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        new Money(row.getLong("amount")),
        new Money(row.getLong("released")),
        Optional.ofNullable(row.getUUID("request_id")).map(RequestId::new),
        Optional.ofNullable(row.getString("rate_card")),
        row.getString("reason"));
  }
}
