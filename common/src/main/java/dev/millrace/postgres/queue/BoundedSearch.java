package dev.millrace.postgres.queue;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * A reading statement that PostgreSQL itself ends after a bound, and that is planned for its very
 * values: filters that are not given fold away, and a table may be read from end to end.
 */
public final class BoundedSearch {
  private static final String CANCELLED_BY_THE_SERVER = "57014";

  private final Pool pool;
  private final String begin;

  public BoundedSearch(Pool pool, Duration bound) {
    this.pool = pool;
    this.begin =
        "begin read only; set local plan_cache_mode = force_custom_plan;"
            + " set local enable_seqscan = on; set local statement_timeout = "
            + bound.toMillis();
  }

  public Future<RowSet<Row>> run(String statement, Tuple values) {
    return pool.withConnection(
        connection ->
            connection
                .query(begin)
                .execute()
                .compose(begun -> connection.preparedQuery(statement).execute(values))
                .eventually(() -> end(connection)));
  }

  /** Ends the transaction whatever became of it: there is nothing to commit. */
  private static Future<?> end(SqlConnection connection) {
    return connection.query("rollback").execute();
  }

  /** Whether a search failed because it came to its bound. */
  public static boolean ranOut(Throwable failure) {
    return failure instanceof PgException pg && CANCELLED_BY_THE_SERVER.equals(pg.getSqlState());
  }
}
