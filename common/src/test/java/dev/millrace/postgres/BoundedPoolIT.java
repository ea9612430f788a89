package dev.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Database;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundedPoolIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** As Quarkus hands it over: one connection, statements to be kept prepared. */
  private record OneConnection(Vertx vertx) implements PgPoolCreator.Input {
    @Override
    public PoolOptions poolOptions() {
      return new PoolOptions().setMaxSize(1);
    }

    @Override
    public List<PgConnectOptions> pgConnectOptionsList() {
      return List.of(
          Database.shared()
              .server()
              .setCachePreparedStatements(true)
              .setPreparedStatementCacheSqlLimit(2_048));
    }
  }

  @Test
  void theLongestStatementThatAFileMayHoldIsKeptPrepared() {
    var longest = "select $1::int /* %s */".formatted("x".repeat(SqlFile.LONGEST));
    longest = longest.substring(0, SqlFile.LONGEST - 2) + "*/";
    var vertx = Vertx.vertx();
    var pool = new BoundedPool().create(new OneConnection(vertx));
    try {
      execute(pool, longest);
      execute(pool, longest);

      assertThat(preparedOf(pool, longest.length())).isEqualTo(1);
    } finally {
      await(pool.close());
      await(vertx.close());
    }
  }

  @Test
  void fewRowsAreLookedUpToo() {
    var vertx = Vertx.vertx();
    var pool = new BoundedPool().create(new OneConnection(vertx));
    try {
      run(pool, "create temporary table few (id integer primary key)");
      run(pool, "insert into few values (1), (2), (3)");
      run(pool, "analyze few");

      var plan = run(pool, "explain select from few where id = any(array[1, 2])");

      assertThat(plan.iterator().next().getString(0)).startsWith("Index");
    } finally {
      await(pool.close());
      await(vertx.close());
    }
  }

  private static RowSet<Row> run(Pool pool, String statement) {
    return await(pool.query(statement).execute());
  }

  private static void execute(Pool pool, String statement) {
    await(pool.preparedQuery(statement).execute(Tuple.of(1)));
  }

  private static long preparedOf(Pool pool, int length) {
    return run(
            pool,
            "select count(*) as n from pg_prepared_statements where length(statement) = " + length)
        .iterator()
        .next()
        .getLong("n");
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
