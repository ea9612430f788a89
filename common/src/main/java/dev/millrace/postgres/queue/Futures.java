package dev.millrace.postgres.queue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The bridge between the SQL client's futures, which start at once and so can be pipelined, and the
 * ports' Unis, which start when somebody subscribes.
 */
public final class Futures {
  private Futures() {}

  public static <T> Uni<T> uni(Supplier<Future<T>> start) {
    return Uni.createFrom()
        .emitter(emitter -> start.get().onComplete(emitter::complete, emitter::fail));
  }

  /**
   * One statement on a connection of the pool. The pool's own way to do that leaves a timer behind
   * when it gets no connection, which throws later where nobody looks for it.
   */
  public static Future<RowSet<Row>> query(Pool pool, String statement, Tuple values) {
    return pool.withConnection(connection -> connection.preparedQuery(statement).execute(values));
  }

  /**
   * What the second becomes, of two that were sent one behind the other. When the first fails, its
   * failure says why: the second only fails behind it.
   */
  static <T> Future<T> behind(Future<?> first, Future<T> second) {
    return Future.join(first, second).transform(ignored -> first.compose(done -> second));
  }

  /** A statement for some rows; nothing is sent where there are none. */
  static <T> Future<?> forRows(
      SqlConnection connection, String statement, List<T> rows, Function<List<T>, Tuple> columns) {
    return rows.isEmpty()
        ? Future.succeededFuture()
        : connection.preparedQuery(statement).execute(columns.apply(rows));
  }

  /** Subscribes, and becomes what the Uni becomes. */
  public static <T> Future<T> future(Uni<T> uni) {
    var promise = io.vertx.core.Promise.<T>promise();
    uni.subscribe().with(promise::complete, promise::fail);
    return promise.future();
  }
}
