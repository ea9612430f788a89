package dev.millrace.postgres.queue;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One transaction on one connection, with its statements pipelined: begin travels with the first
 * statements and commit with the last, so that a batch costs one or two round trips.
 *
 * <p>PostgreSQL ends the transaction by itself after a bound, whatever becomes of us: that is what
 * lets a worker tell an orphaned dispatch record from one whose row is still to come.
 */
public final class Transaction {
  private final Pool pool;
  private final String begin;

  public Transaction(Pool pool, Duration bound) {
    this.pool = pool;
    this.begin = "begin; set local transaction_timeout = " + bound.toMillis();
  }

  /**
   * Begins and reads, then writes and commits. When either fails nothing stays, and the connection
   * goes back to the pool only once the server has rolled back.
   *
   * @param read sends its statements without waiting for one another; its answer decides
   * @param write sends its statements likewise
   */
  public <D, T> Future<T> run(
      Function<SqlConnection, Future<D>> read, BiFunction<SqlConnection, D, Future<T>> write) {
    return withConnection(connection -> readThenWrite(connection, read, write));
  }

  /** The transaction had begun later than it must have. */
  static final class BegunLate extends RuntimeException {
    private static final long serialVersionUID = 1;

    BegunLate() {
      super("PostgreSQL began a transaction too late; nothing of it stays", null, false, false);
    }
  }

  /**
   * Begins, and does what needs no statement while begin is on its way; then writes and commits.
   * When either fails nothing stays, and neither when it began late: then it fails with {@link
   * BegunLate}.
   *
   * @param meanwhile its answer decides
   * @param watch started when begin is sent; asked for whether it is in time when it has begun
   * @param write sends its statements without waiting for one another
   */
  <D, T> Future<T> runBeside(
      Supplier<Future<D>> meanwhile,
      Supplier<BooleanSupplier> watch,
      BiFunction<SqlConnection, D, Future<T>> write) {
    return withConnection(
        connection -> {
          var inTime = watch.get(); // until now it may have waited for a connection
          var begun =
              connection
                  .query(begin)
                  .execute()
                  .compose(
                      done ->
                          inTime.getAsBoolean()
                              ? Future.succeededFuture()
                              : Future.failedFuture(new BegunLate()));
          return finish(connection, Futures.behind(begun, started(meanwhile)), write);
        });
  }

  /**
   * Begins, writes and commits in one round trip, for statements that need nothing of one another's
   * answers. When one fails nothing stays.
   *
   * @param write sends its statements without waiting for one another
   */
  public <T> Future<T> run(Function<SqlConnection, Future<T>> write) {
    return withConnection(connection -> inOneGo(connection, write));
  }

  /** Begin fails with its connection only, and then nothing that was sent behind it is done. */
  private <T> Future<T> inOneGo(
      SqlConnection connection, Function<SqlConnection, Future<T>> write) {
    var begun = connection.query(begin).execute();
    return Futures.behind(begun, writeAndCommit(connection, () -> write.apply(connection)));
  }

  private <T> Future<T> withConnection(Function<SqlConnection, Future<T>> transaction) {
    return pool.getConnection()
        .compose(connection -> transaction.apply(connection).eventually(() -> connection.close()));
  }

  /** A statement sent behind a failed begin would have run outside of any transaction. */
  private <D, T> Future<T> readThenWrite(
      SqlConnection connection,
      Function<SqlConnection, Future<D>> read,
      BiFunction<SqlConnection, D, Future<T>> write) {
    var begun = connection.query(begin).execute();
    var decided = Futures.behind(begun, started(() -> read.apply(connection)));
    return finish(connection, decided, write);
  }

  private static <D, T> Future<T> finish(
      SqlConnection connection, Future<D> decided, BiFunction<SqlConnection, D, Future<T>> write) {
    return decided.compose(
        decision -> writeAndCommit(connection, () -> write.apply(connection, decision)),
        failure -> rollback(connection, failure));
  }

  /** What throws before it starts must not leave its connection behind within a transaction. */
  private static <R> Future<R> started(Supplier<Future<R>> statements) {
    return Future.succeededFuture().compose(ignored -> statements.get());
  }

  /**
   * Commit is sent right behind the writes; after a failed one PostgreSQL turns it into a rollback.
   * Writes that could not even be sent are no failure to PostgreSQL, so these we roll back.
   */
  private static <T> Future<T> writeAndCommit(SqlConnection connection, Supplier<Future<T>> write) {
    var written = started(write);
    if (written.failed()) {
      return rollback(connection, written.cause());
    }
    var committed = connection.query("commit").execute();
    return Futures.behind(written, committed).map(done -> written.result());
  }

  private static <T> Future<T> rollback(SqlConnection connection, Throwable cause) {
    return connection
        .query("rollback")
        .execute()
        .transform(ignored -> Future.<T>failedFuture(cause));
  }
}
