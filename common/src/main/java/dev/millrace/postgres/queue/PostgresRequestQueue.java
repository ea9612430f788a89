package dev.millrace.postgres.queue;

import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.AttemptId;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Recall;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Standing;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** The worker's queue on the Vert.x SQL client. */
@ApplicationScoped
public class PostgresRequestQueue implements RequestQueue {
  private static final String CLAIM = SqlFile.read("queue/claim");
  private static final String TAKE_OVER = SqlFile.read("queue/take_over");
  private static final String STANDING_OF = SqlFile.read("queue/standing_of");
  private static final String RECALLS = SqlFile.read("queue/recalls");

  private final Pool pool;
  private final SettlementTransaction settlement;

  PostgresRequestQueue(Pool pool, SettlementConfig config) {
    this.pool = pool;
    this.settlement = new SettlementTransaction(new Transaction(pool, config.transactionTimeout()));
  }

  @Override
  public Uni<List<Claim>> claim(WorkerId worker, List<RequestId> ids, Instant now) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(ids, RequestId::value))
            .addUUID(worker.value())
            .addOffsetDateTime(Columns.time(now));
    return Futures.uni(() -> execute(CLAIM, values).map(rows -> ClaimRows.claims(rows, now)));
  }

  @Override
  public Uni<List<Claim>> takeOver(
      WorkerId worker, List<RequestId> ids, Instant silentSince, Instant now) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(ids, RequestId::value))
            .addUUID(worker.value())
            .addOffsetDateTime(Columns.time(now))
            .addOffsetDateTime(Columns.time(silentSince));
    return Futures.uni(() -> execute(TAKE_OVER, values).map(rows -> ClaimRows.claims(rows, now)));
  }

  @Override
  public Uni<List<Standing>> standingOf(List<RequestId> ids, Instant silentSince) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(ids, RequestId::value))
            .addOffsetDateTime(Columns.time(silentSince));
    return Futures.uni(() -> execute(STANDING_OF, values).map(PostgresRequestQueue::standings));
  }

  @Override
  public Uni<List<Settled>> settle(List<Verdict.Of> verdicts) {
    return settlement.settle(verdicts);
  }

  @Override
  public Uni<List<Recall>> recalls(WorkerId worker, List<AttemptId> running) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(running, a -> a.request().value()))
            .addArrayOfInteger(Columns.integers(running, AttemptId::number))
            .addUUID(worker.value());
    return Futures.uni(() -> execute(RECALLS, values).map(PostgresRequestQueue::recalled));
  }

  private Future<RowSet<Row>> execute(String statement, Tuple values) {
    return Futures.query(pool, statement, values);
  }

  private static List<Standing> standings(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(ClaimRows::standing).toList();
  }

  private static List<Recall> recalled(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Recall(
                    SettlementTransaction.attemptOf(row),
                    row.getBoolean("lost") ? Recall.Reason.LOST : Recall.Reason.CANCELLED))
        .toList();
  }
}
