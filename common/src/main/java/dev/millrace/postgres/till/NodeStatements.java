package dev.millrace.postgres.till;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The row of a node. */
final class NodeStatements {
  private static final String BEGIN = SqlFile.read("till/begin_node");
  private static final String BEAT = SqlFile.read("till/beat");
  private static final String END = SqlFile.read("till/end_node");

  private final Pool pool;
  private final Duration within;
  private final String host = hostName();

  /**
   * Speaks to the database through a pool.
   *
   * @param within after which a statement without an answer has failed
   */
  NodeStatements(Pool pool, Duration within) {
    this.pool = pool;
    this.within = within;
  }

  Uni<Void> begin(UUID node, Instant now) {
    var values = Tuple.of(node, host, Columns.time(now));
    return run(BEGIN, values).replaceWithVoid();
  }

  /** The accounts that it is asked for; empty when it was taken for dead. */
  Uni<Optional<List<AccountId>>> beat(UUID node, Instant now) {
    var values = Tuple.of(node, Columns.time(now));
    return run(BEAT, values).map(NodeStatements::recalled);
  }

  Uni<Void> end(UUID node) {
    return run(END, Tuple.of(node)).replaceWithVoid();
  }

  private Uni<RowSet<Row>> run(String statement, Tuple values) {
    return Futures.uni(() -> Futures.query(pool, statement, values))
        .ifNoItem()
        .after(within)
        .fail();
  }

  private static Optional<List<AccountId>> recalled(RowSet<Row> rows) {
    var row = rows.iterator();
    return row.hasNext()
        ? Optional.of(
            Arrays.stream(row.next().getArrayOfUUIDs("recalled")).map(AccountId::new).toList())
        : Optional.empty();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
