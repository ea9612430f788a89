package dev.millrace.postgres.queue;

import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Rule two: state and money move together, once. All statements of a batch are sent in one go; a
 * verdict whose attempt number no longer matches finds no row and changes nothing.
 */
final class SettlementTransaction {
  private static final String LOCK = SqlFile.read("queue/lock_accounts");
  private static final String SETTLE = SqlFile.read("queue/settle");
  private static final String REQUEUE = SqlFile.read("queue/requeue");

  /** What a verdict is about: one batch may hold a superseded attempt beside the latest one. */
  private record AttemptOf(RequestId request, int number) {
    static AttemptOf read(Row row) {
      return new AttemptOf(new RequestId(row.getUUID("id")), row.getInteger("attempt"));
    }
  }

  private final Transaction transaction;

  SettlementTransaction(Transaction transaction) {
    this.transaction = transaction;
  }

  Uni<List<Settled>> settle(List<Verdict.Of> verdicts) {
    var ends = verdicts.stream().filter(v -> isEnd(v.verdict())).toList();
    var requeues = verdicts.stream().filter(v -> !isEnd(v.verdict())).toList();
    return Futures.uni(
        () ->
            transaction.run(
                connection -> lock(connection, ends),
                (connection, locked) -> write(connection, verdicts, ends, requeues)));
  }

  private static boolean isEnd(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Complete c -> true;
      case Verdict.Fail f -> true;
      case Verdict.Cancel c -> true;
      case Verdict.Retry r -> false;
      case Verdict.Postpone p -> false;
    };
  }

  private static Future<Void> lock(SqlConnection connection, List<Verdict.Of> ends) {
    if (ends.isEmpty()) {
      return Future.succeededFuture();
    }
    var accounts =
        ends.stream().map(v -> v.claim().account().value()).distinct().toArray(UUID[]::new);
    return connection
        .preparedQuery(LOCK)
        .execute(Tuple.tuple().addArrayOfUUID(accounts))
        .mapEmpty();
  }

  private static Future<List<Settled>> write(
      SqlConnection connection,
      List<Verdict.Of> verdicts,
      List<Verdict.Of> ends,
      List<Verdict.Of> requeues) {
    var ended = execute(connection, SETTLE, ends, End::rows);
    var requeued = execute(connection, REQUEUE, requeues, Requeue::rows);
    return Future.all(ended, requeued)
        .map(
            ignored -> {
              var sequences = new HashMap<AttemptOf, Integer>(ended.result());
              sequences.putAll(requeued.result());
              return verdicts.stream().map(v -> settled(v, sequences)).toList();
            });
  }

  private static Settled settled(Verdict.Of verdict, Map<AttemptOf, Integer> sequences) {
    var claim = verdict.claim();
    var sequence = sequences.get(new AttemptOf(claim.request(), claim.attempt()));
    return sequence == null ? Settled.SUPERSEDED : new Settled(true, sequence);
  }

  private static Future<Map<AttemptOf, Integer>> execute(
      SqlConnection connection,
      String statement,
      List<Verdict.Of> verdicts,
      Function<List<Verdict.Of>, Tuple> rows) {
    if (verdicts.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return connection
        .preparedQuery(statement)
        .execute(rows.apply(verdicts))
        .map(SettlementTransaction::sequences);
  }

  private static Map<AttemptOf, Integer> sequences(RowSet<Row> rows) {
    var sequences = new HashMap<AttemptOf, Integer>();
    rows.forEach(row -> sequences.put(AttemptOf.read(row), row.getInteger("sequence")));
    return sequences;
  }
}
