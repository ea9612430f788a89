package dev.millrace.postgres.queue;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.AttemptId;
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
import org.jboss.logging.Logger;

/**
 * Rule two: state and money move together, once. All statements of a batch are sent in one go; a
 * verdict whose attempt number no longer matches finds no row and changes nothing.
 */
final class SettlementTransaction {
  private static final String LOCK = SqlFile.read("queue/lock_accounts");
  private static final String SETTLE = SqlFile.read("queue/settle");
  private static final String REQUEUE = SqlFile.read("queue/requeue");

  private static final Fault NOT_KEPT =
      Fault.of(
          FaultCode.UNKNOWN,
          "What came of this request could not be kept; our log has it under its id.");
  private static final Logger LOG = Logger.getLogger(SettlementTransaction.class);

  private final Transaction transaction;
  private final Refusals<Verdict.Of, Settled> refusals;

  SettlementTransaction(Transaction transaction) {
    this.transaction = transaction;
    this.refusals = new Refusals<>(this::settleTogether, this::settleAlone);
  }

  Uni<List<Settled>> settle(List<Verdict.Of> verdicts) {
    return refusals.run(verdicts);
  }

  private Uni<List<Settled>> settleTogether(List<Verdict.Of> verdicts) {
    var ends = verdicts.stream().filter(v -> isEnd(v.verdict())).toList();
    var requeues = verdicts.stream().filter(v -> !isEnd(v.verdict())).toList();
    return Futures.uni(
        () -> transaction.run(connection -> lockAndWrite(connection, verdicts, ends, requeues)));
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

  /**
   * What could not be kept as it is fails by a fault of ours, which holds nothing from outside. If
   * even that is refused, the account's own books are wrong: then it stays as it is, and each try
   * says so.
   */
  private Uni<Settled> settleAlone(Verdict.Of verdict, Throwable refusal) {
    if (!Refusals.isRefusal(refusal)) {
      return Uni.createFrom().failure(refusal);
    }
    var claim = verdict.claim();
    LOG.errorf(
        refusal,
        "the database refuses a verdict for what it holds; the request fails instead request=%s"
            + " attempt=%d",
        claim.request(),
        claim.attempt());
    var instead = new Verdict.Fail(NOT_KEPT);
    return settleTogether(List.of(new Verdict.Of(claim, verdict.route(), instead, verdict.at())))
        .map(settled -> settled.getFirst().instead(instead));
  }

  private static Future<List<Settled>> lockAndWrite(
      SqlConnection connection,
      List<Verdict.Of> verdicts,
      List<Verdict.Of> ends,
      List<Verdict.Of> requeues) {
    var locked = lock(connection, verdicts);
    return Futures.behind(locked, write(connection, verdicts, ends, requeues));
  }

  /** Also for what goes back to the queue: if its caller wants it back, its hold is released. */
  private static Future<Void> lock(SqlConnection connection, List<Verdict.Of> verdicts) {
    var accounts =
        verdicts.stream().map(v -> v.claim().account().value()).distinct().toArray(UUID[]::new);
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
    var ended = end(connection, ends.stream().map(End::of).toList());
    var requeued = execute(connection, REQUEUE, requeues, Requeue::rows);
    return Future.all(ended, requeued)
        .map(
            ignored -> {
              var settled = new HashMap<AttemptId, Settled>(ended.result());
              settled.putAll(requeued.result());
              return verdicts.stream()
                  .map(v -> settled.getOrDefault(v.claim().id(), Settled.SUPERSEDED))
                  .toList();
            });
  }

  private static Future<Map<AttemptId, Settled>> end(SqlConnection connection, List<End> ends) {
    var ended = execute(connection, SETTLE, ends, End::rows);
    var left = EndStatements.keep(connection, ends.stream().map(End::leaving).toList());
    return Futures.behind(ended, left).compose(done -> ended);
  }

  private static <T> Future<Map<AttemptId, Settled>> execute(
      SqlConnection connection, String statement, List<T> verdicts, Function<List<T>, Tuple> rows) {
    if (verdicts.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return connection
        .preparedQuery(statement)
        .execute(rows.apply(verdicts))
        .map(SettlementTransaction::settled);
  }

  /** By attempt: one batch may hold a superseded attempt beside the latest one. */
  private static Map<AttemptId, Settled> settled(RowSet<Row> rows) {
    var settled = new HashMap<AttemptId, Settled>();
    rows.forEach(
        row ->
            settled.put(
                attemptOf(row),
                row.getBoolean("cancelled")
                    ? applied(row).instead(new Verdict.Cancel())
                    : applied(row)));
    return settled;
  }

  private static Settled applied(Row row) {
    return new Settled(true, row.getInteger("sequence"));
  }

  static AttemptId attemptOf(Row row) {
    return new AttemptId(new RequestId(row.getUUID("id")), row.getInteger("attempt"));
  }
}
