package dev.millrace.postgres.audit;

import dev.millrace.ledger.audit.AuditRanOut;
import dev.millrace.postgres.SqlFile;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All rows as they stood at one moment, for a thread that may wait. When the time is over,
 * PostgreSQL itself ends the statement that runs.
 */
final class Snapshot implements AutoCloseable {
  private static final String BEGIN = SqlFile.read("audit/begin");
  private static final String CANCELLED_BY_THE_SERVER = "57014";

  /** How much longer than PostgreSQL we wait for its answer. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final SqlConnection connection;
  private final Duration within;
  private final long deadline;

  private Snapshot(SqlConnection connection, Duration within) {
    this.connection = connection;
    this.within = within;
    this.deadline = System.nanoTime() + within.toNanos();
  }

  static Snapshot of(Pool pool, Duration within) {
    var snapshot = new Snapshot(connection(pool, within), within);
    try {
      snapshot.execute(BEGIN);
      return snapshot;
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  /** One that comes when nobody waits for it any more goes back. */
  private static SqlConnection connection(Pool pool, Duration within) {
    var opening = pool.getConnection();
    try {
      return await(opening, within, within);
    } catch (AuditRanOut e) {
      opening.onSuccess(late -> late.close());
      throw e;
    }
  }

  RowSet<Row> read(String statement, Tuple values) {
    execute("set local statement_timeout = " + left().toMillis());
    return await(connection.preparedQuery(statement).execute(values));
  }

  /** At least a millisecond, which PostgreSQL does not take for no bound. */
  Duration left() {
    long left = deadline - System.nanoTime();
    if (left < TimeUnit.MILLISECONDS.toNanos(1)) {
      throw new AuditRanOut(within);
    }
    return Duration.ofNanos(left);
  }

  private void execute(String sql) {
    await(connection.query(sql).execute());
  }

  private <T> T await(Future<T> future) {
    return await(future, left().plus(GRACE), within);
  }

  private static <T> T await(Future<T> future, Duration wait, Duration within) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AuditRanOut(within);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof PgException pg
              && CANCELLED_BY_THE_SERVER.equals(pg.getSqlState())
          ? new AuditRanOut(within)
          : new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditRanOut(within);
    }
  }

  /** Nothing was changed, so nothing is committed. The pool has the connection back after that. */
  @Override
  public void close() {
    var unused = connection.query("rollback").execute().eventually(() -> connection.close());
  }
}
