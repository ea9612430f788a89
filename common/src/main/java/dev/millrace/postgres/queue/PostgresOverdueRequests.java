package dev.millrace.postgres.queue;

import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.OverdueRequests;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Deadlines from a table of their own: what has none is never looked at. */
@ApplicationScoped
public class PostgresOverdueRequests implements OverdueRequests {
  private static final String FIND = SqlFile.read("queue/overdue_find");
  private static final String LOCK = SqlFile.read("queue/lock_accounts");
  private static final String END = SqlFile.read("queue/overdue_end");
  private static final String FORGET = SqlFile.read("queue/overdue_forget");

  private final Transaction transaction;

  PostgresOverdueRequests(Pool pool, SettlementConfig config) {
    this.transaction = new Transaction(pool, config.transactionTimeout());
  }

  /** A deadline that has come; a fault only when its request waits past it. */
  private record Due(OffsetDateTime at, UUID request, UUID account, Optional<Fault> missed) {

    static Due read(Row row, Instant now) {
      return new Due(
          row.getOffsetDateTime("due_at"),
          row.getUUID("request_id"),
          row.getUUID("account_id"),
          row.getBoolean("waits")
              ? ClaimRows.deadlines(row).missedWaiting(row.getBoolean("started"), now)
              : Optional.empty());
    }
  }

  @Override
  public Uni<Ended> end(Instant now, int most) {
    return Futures.uni(
        () ->
            transaction.run(
                connection -> due(connection, now, most),
                (connection, due) -> end(connection, due, now)));
  }

  private static Future<List<Due>> due(SqlConnection connection, Instant now, int most) {
    return connection
        .preparedQuery(FIND)
        .execute(Tuple.of(Columns.time(now), most))
        .map(rows -> list(rows).map(row -> Due.read(row, now)).toList())
        .compose(due -> lock(connection, due).map(due));
  }

  private static Future<?> lock(SqlConnection connection, List<Due> due) {
    var accounts =
        missed(due).stream().map(Due::account).filter(Objects::nonNull).distinct().toList();
    if (accounts.isEmpty()) {
      return Future.succeededFuture();
    }
    return connection
        .preparedQuery(LOCK)
        .execute(Tuple.tuple().addArrayOfUUID(accounts.toArray(UUID[]::new)));
  }

  private static Future<Ended> end(SqlConnection connection, List<Due> due, Instant now) {
    if (due.isEmpty()) {
      return Future.succeededFuture(new Ended(0, List.of()));
    }
    var missed = missed(due);
    var ended =
        connection
            .preparedQuery(END)
            .execute(
                Tuple.tuple()
                    .addArrayOfUUID(Columns.uuids(missed, Due::request))
                    .addArrayOfString(Columns.texts(missed, d -> message(d.missed())))
                    .addOffsetDateTime(Columns.time(now)));
    var forgotten =
        connection
            .preparedQuery(FORGET)
            .execute(
                Tuple.tuple()
                    .addArrayOfOffsetDateTime(
                        due.stream().map(Due::at).toArray(OffsetDateTime[]::new))
                    .addArrayOfUUID(Columns.uuids(due, Due::request)));
    return Future.all(ended, forgotten)
        .map(ignored -> new Ended(due.size(), transitions(ended.result())));
  }

  /** Both deadlines of one request may have come: it ends once. */
  private static List<Due> missed(List<Due> due) {
    var seen = new java.util.HashSet<UUID>();
    return due.stream().filter(d -> d.missed().isPresent() && seen.add(d.request())).toList();
  }

  private static String message(Optional<Fault> fault) {
    return fault.orElseThrow().message();
  }

  /** A retry's own announcement may be lost with its worker, so it goes ahead once more. */
  private static List<RequestEvent> transitions(RowSet<Row> rows) {
    var transitions = new ArrayList<RequestEvent>();
    list(rows)
        .map(ClaimRows::transition)
        .forEach(
            end -> {
              if (end.attempt() > 0) {
                transitions.add(end.queuedBefore());
              }
              transitions.add(end);
            });
    return transitions;
  }

  private static java.util.stream.Stream<Row> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
