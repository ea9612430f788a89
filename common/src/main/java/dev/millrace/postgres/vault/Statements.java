package dev.millrace.postgres.vault;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SqlFile;
import dev.millrace.vault.Made;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** How statements are run here. */
final class Statements {
  private static final String LOCK = SqlFile.read("key/lock_account");
  private static final String UNIQUE_VIOLATION = "23505";

  private final Pool pool;

  Statements(Pool pool) {
    this.pool = pool;
  }

  Uni<RowSet<Row>> run(String statement, Tuple values) {
    return Uni.createFrom()
        .completionStage(() -> pool.preparedQuery(statement).execute(values).toCompletionStage());
  }

  <T> Uni<List<T>> list(String statement, Tuple values, Function<Row, T> reading) {
    return run(statement, values)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(reading).toList());
  }

  /** Runs a statement, and says whether it changed a row. */
  Uni<Boolean> changes(String statement, Tuple values) {
    return run(statement, values).map(changed -> changed.rowCount() > 0);
  }

  /**
   * Changes something of an account while nobody else does.
   *
   * @param named the constraint that keeps names apart: against it, the answer is NAME_TAKEN
   */
  Uni<Made> alone(AccountId account, String named, Function<SqlConnection, Future<Made>> work) {
    return Uni.createFrom()
        .completionStage(
            () ->
                pool.withTransaction(connection -> locked(connection, account, work))
                    .toCompletionStage())
        .onFailure(failure -> isAgainst(failure, named))
        .recoverWithItem(Made.NAME_TAKEN)
        .onFailure(Undone.class)
        .recoverWithItem(failure -> ((Undone) failure).answer);
  }

  /** Takes back what the transaction did so far. */
  static Future<Made> undo(Made answer) {
    return Future.failedFuture(new Undone(answer));
  }

  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Made answer;

    private Undone(Made answer) {
      super("nothing was done: " + answer, null, false, false);
      this.answer = answer;
    }
  }

  private static Future<Made> locked(
      SqlConnection connection, AccountId account, Function<SqlConnection, Future<Made>> work) {
    return run(connection, LOCK, Tuple.of(account.value()))
        .compose(
            locked ->
                locked.rowCount() == 0
                    ? Future.succeededFuture(Made.ACCOUNT_UNKNOWN)
                    : work.apply(connection));
  }

  static Future<RowSet<Row>> run(SqlConnection connection, String statement, Tuple values) {
    return connection.preparedQuery(statement).execute(values);
  }

  private static boolean isAgainst(Throwable failure, String constraint) {
    return failure instanceof PgException refusal
        && UNIQUE_VIOLATION.equals(refusal.getSqlState())
        && constraint.equals(refusal.getConstraint());
  }
}
