package dev.millrace.testing;

import dev.millrace.engines.Engines;
import dev.millrace.postgres.BoundedPool;
import dev.millrace.postgres.SqlFile;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.flywaydb.core.Flyway;

/** The tests' PostgreSQL with the real schema, and a pool, without an application around it. */
public final class Database {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 20;

  private final Pool pool;
  private final PgConnectOptions server;

  private Database(Pool pool, PgConnectOptions server) {
    this.pool = pool;
    this.server = server;
  }

  /** One for all tests of a JVM. */
  public static Database shared() {
    return Shared.OPEN;
  }

  /** One of its own on the same server, fresh, which no application of the tests works on. */
  public static Database apart(String name) {
    shared().run("drop database if exists " + name + " with (force)");
    shared().run("create database " + name);
    return open(name);
  }

  public Pool pool() {
    return pool;
  }

  /** For connections beside the pool. */
  public PgConnectOptions server() {
    return new PgConnectOptions(server);
  }

  /** Runs a statement and waits. */
  public List<Row> run(String sql, Object... values) {
    RowSet<Row> rows =
        pool.preparedQuery(sql)
            .execute(Tuple.from(values))
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
            .join();
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  /** Made when first asked for. */
  private static final class Shared {
    private static final Database OPEN = open("");
  }

  /**
   * Where a database of the tests' server is, without credentials.
   *
   * @param name empty for the server's usual one
   */
  public static String url(String name) {
    var usual = Engines.forTests().postgres().url();
    return name.isEmpty() ? usual : usual.replaceFirst("[^/]+$", name);
  }

  /**
   * Opens a database, with the schema.
   *
   * @param name empty for the server's usual one
   */
  private static Database open(String name) {
    var postgres = Engines.forTests().postgres();
    var url = url(name);
    Flyway.configure()
        .dataSource("jdbc:" + url, postgres.user(), postgres.password())
        .load()
        .migrate();
    var connection =
        PgConnectOptions.fromUri(url)
            .setUser(postgres.user())
            .setPassword(postgres.password())
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheSqlLimit(SqlFile.LONGEST);
    var pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(CONNECTIONS))
            .connectingTo(connection)
            .using(Vertx.vertx())
            .withConnectHandler(BoundedPool::planLookUps)
            .build();
    return new Database(pool, connection);
  }
}
