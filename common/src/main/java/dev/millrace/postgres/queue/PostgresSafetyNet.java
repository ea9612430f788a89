package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Dispatcher;
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
import java.util.OptionalLong;

/** Walks the index of dispatch positions, a transaction for each partition. */
@ApplicationScoped
public class PostgresSafetyNet implements SafetyNet {
  private static final String BEGIN = SqlFile.read("queue/walk_begin");
  private static final String FIND = SqlFile.read("queue/walk_find");
  private static final String MOVE = SqlFile.read("queue/walk_move");
  private static final String END = SqlFile.read("queue/walk_end");

  private static final int AT_ONCE = 1000;

  private final Transaction transaction;
  private final Dispatcher dispatcher;

  PostgresSafetyNet(Pool pool, Dispatcher dispatcher, SettlementConfig config) {
    this.transaction = new Transaction(pool, config.transactionTimeout());
    this.dispatcher = dispatcher;
  }

  /**
   * What a walk found.
   *
   * @param walked up to which offset it came; empty while another worker walks
   * @param records the requests that wait
   * @param positions where their new records stand
   */
  private record Found(
      OptionalLong walked, List<DispatchRecord> records, List<DispatchPosition> positions) {
    static final Found NOTHING = new Found(OptionalLong.empty(), List.of(), List.of());

    Found at(List<DispatchPosition> newPositions) {
      return new Found(walked, records, newPositions);
    }
  }

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

  private static Future<OptionalLong> begin(SqlConnection connection, DispatchPosition to) {
    return connection
        .preparedQuery(BEGIN)
        .execute(Tuple.of(to.lane().word(), to.partition()))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(rows.iterator().next().getLong("walked")));
  }

  private static Future<Found> find(
      SqlConnection connection, DispatchPosition to, OptionalLong from) {
    if (from.isEmpty() || from.getAsLong() >= to.offset()) {
      return Future.succeededFuture(Found.NOTHING);
    }
    return connection
        .preparedQuery(FIND)
        .execute(Tuple.of(to.lane().word(), to.partition(), from.getAsLong(), to.offset(), AT_ONCE))
        .map(rows -> found(to, rows));
  }

  /** A walk that found as many as it takes at once goes on behind the last of them next time. */
  private static Found found(DispatchPosition to, RowSet<Row> rows) {
    var records = new ArrayList<DispatchRecord>();
    long last = to.offset() - 1;
    for (var row : rows) {
      records.add(
          new DispatchRecord(
              new RequestId(row.getUUID("id")),
              new AccountId(row.getUUID("account_id")),
              ClaimRows.modelName(row.getString("model")),
              to.lane(),
              BasisColumns.isPlatforms(row)));
      last = row.getLong("dispatch_offset");
    }
    long walked = records.size() < AT_ONCE ? to.offset() : last + 1;
    return new Found(OptionalLong.of(walked), records, List.of());
  }

  private Future<Found> dispatch(Found found) {
    return found.records().isEmpty()
        ? Future.succeededFuture(found)
        : Futures.future(dispatcher.dispatch(found.records())).map(found::at);
  }

  private static Future<Integer> write(SqlConnection connection, DispatchPosition to, Found found) {
    if (found.walked().isEmpty()) {
      return Future.succeededFuture(0);
    }
    var moved = move(connection, found);
    var ended =
        connection
            .preparedQuery(END)
            .execute(Tuple.of(to.lane().word(), to.partition(), found.walked().getAsLong()));
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
