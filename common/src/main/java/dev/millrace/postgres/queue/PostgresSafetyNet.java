package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Lane;
import dev.millrace.queue.SafetyNet;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Walks the index of dispatch positions, a transaction for each partition. */
@ApplicationScoped
public class PostgresSafetyNet implements SafetyNet {
  private static final String BEGIN = SqlFile.read("queue/walk_begin");
  private static final String FIND = SqlFile.read("queue/walk_find");
  private static final String MOVE = SqlFile.read("queue/walk_move");
  private static final String END = SqlFile.read("queue/walk_end");

  private final Transaction transaction;
  private final Dispatcher dispatcher;

  PostgresSafetyNet(Pool pool, Dispatcher dispatcher, SettlementConfig config) {
    this.transaction = new Transaction(pool, config.transactionTimeout());
    this.dispatcher = dispatcher;
  }

  /** Requests found waiting, and where their new records stand. */
  private record Found(List<DispatchRecord> records, List<DispatchPosition> positions) {}

  @Override
  public Uni<Integer> walk(DispatchPosition acknowledged) {
    return Futures.uni(
        () ->
            transaction.run(
                connection ->
                    begin(connection, acknowledged)
                        .compose(from -> find(connection, acknowledged, from))
                        .compose(this::dispatch),
                (connection, found) -> write(connection, acknowledged, found)));
  }

  private static Future<RowSet<Row>> begin(SqlConnection connection, DispatchPosition to) {
    return connection.preparedQuery(BEGIN).execute(Tuple.of(to.lane().word(), to.partition()));
  }

  private static Future<List<DispatchRecord>> find(
      SqlConnection connection, DispatchPosition to, RowSet<Row> begun) {
    var from = begun.iterator();
    if (!from.hasNext()) {
      return Future.succeededFuture(List.of());
    }
    return connection
        .preparedQuery(FIND)
        .execute(
            Tuple.of(to.lane().word(), to.partition(), from.next().getLong("walked"), to.offset()))
        .map(rows -> records(to.lane(), rows));
  }

  private static List<DispatchRecord> records(Lane lane, RowSet<Row> rows) {
    var records = new ArrayList<DispatchRecord>();
    rows.forEach(
        row ->
            records.add(
                new DispatchRecord(
                    new RequestId(row.getUUID("id")),
                    new AccountId(row.getUUID("account_id")),
                    ClaimRows.modelName(row.getString("model")),
                    lane)));
    return records;
  }

  private Future<Found> dispatch(List<DispatchRecord> records) {
    return records.isEmpty()
        ? Future.succeededFuture(new Found(records, List.of()))
        : Futures.future(dispatcher.dispatch(records))
            .map(positions -> new Found(records, positions));
  }

  private static Future<Integer> write(SqlConnection connection, DispatchPosition to, Found found) {
    var values = Tuple.of(to.lane().word(), to.partition(), to.offset());
    var moved = move(connection, found);
    var ended = connection.preparedQuery(END).execute(values);
    return Future.all(moved, ended).map(ignored -> found.records().size());
  }

  private static Future<?> move(SqlConnection connection, Found found) {
    if (found.records().isEmpty()) {
      return Future.succeededFuture();
    }
    return connection
        .preparedQuery(MOVE)
        .execute(
            Tuple.tuple()
                .addArrayOfUUID(Columns.uuids(found.records(), r -> r.request().value()))
                .addArrayOfInteger(Columns.integers(found.positions(), DispatchPosition::partition))
                .addArrayOfLong(Columns.longs(found.positions(), DispatchPosition::offset)));
  }
}
