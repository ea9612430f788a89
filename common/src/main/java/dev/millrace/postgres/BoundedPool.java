package dev.millrace.postgres;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The pool with our bounds. Left to itself it waits half a minute for a connection, and a whole one
 * for a host that does not answer; a caller is told sooner, and comes back. Left to itself it also
 * prepares no statement of more than 2,048 characters: each call of one would be parsed and planned
 * anew, in a round trip of its own. And left to itself PostgreSQL plans statements for the few rows
 * of a young platform, to be read from end to end, and goes on so for up to a minute while they
 * become many; our statements are look-ups, and are always planned as such.
 */
@ApplicationScoped
public class BoundedPool implements PgPoolCreator {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
  private static final Duration FREE_WITHIN = Duration.ofSeconds(5);

  /** What each of our connections begins with. */
  public static final String ALWAYS_LOOK_UP = "set enable_seqscan = off";

  private static final Logger LOG = Logger.getLogger(BoundedPool.class);

  private volatile PgConnectOptions first;

  @Override
  public Pool create(Input input) {
    var hosts = input.pgConnectOptionsList();
    first = hosts.getFirst();
    hosts.forEach(
        host ->
            host.setConnectTimeout(Math.toIntExact(CONNECT_WITHIN.toMillis()))
                .setTcpKeepAlive(true)
                .setPreparedStatementCacheSqlLimit(SqlFile.LONGEST));
    var options =
        input
            .poolOptions()
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setConnectionTimeout(Math.toIntExact(FREE_WITHIN.toMillis()));
    return PgBuilder.pool()
        .with(options)
        .connectingTo(List.<SqlConnectOptions>copyOf(hosts))
        .using(input.vertx())
        .withConnectHandler(BoundedPool::planLookUps)
        .build();
  }

  /**
   * Has a new connection plan look-ups, and gives it to its pool. Behind the connection's start,
   * since poolers refuse to start one with settings.
   */
  public static void planLookUps(SqlConnection connection) {
    connection
        .query(ALWAYS_LOOK_UP)
        .execute()
        .onFailure(failure -> LOG.warnf("a new connection keeps its own plans: %s", failure))
        .eventually(() -> connection.close());
  }

  /** Where the pool connects to, for connections beside it. There is one once the pool is made. */
  public PgConnectOptions firstHost() {
    if (first == null) {
      throw new IllegalStateException("the pool is not made yet");
    }
    return new PgConnectOptions(first);
  }
}
