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
  private final String host = hostName();

  NodeStatements(Pool pool) {
    this.pool = pool;
  }

  Uni<Void> begin(UUID node, Instant now) {
    var values = Tuple.of(node, host, Columns.time(now));
    return Futures.uni(() -> Futures.query(pool, BEGIN, values).mapEmpty());
  }

  /** The accounts that it is asked for; empty when it was taken for dead. */
  Uni<Optional<List<AccountId>>> beat(UUID node, Instant now) {
    var values = Tuple.of(node, Columns.time(now));
    return Futures.uni(() -> Futures.query(pool, BEAT, values).map(NodeStatements::recalled));
  }

  Uni<Void> end(UUID node) {
    return Futures.uni(() -> Futures.query(pool, END, Tuple.of(node)).mapEmpty());
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
