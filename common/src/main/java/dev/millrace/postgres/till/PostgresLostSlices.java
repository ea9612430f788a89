package dev.millrace.postgres.till;

import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.postgres.queue.Transaction;
import dev.millrace.till.LostSlices;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Gives slices back in a transaction that locks the accounts first, as everybody does. */
@ApplicationScoped
public class PostgresLostSlices implements LostSlices {
  private static final String SILENT = SqlFile.read("till/silent_nodes");
  private static final String LOCK = SqlFile.read("queue/lock_accounts");
  private static final String LOCK_NODES = SqlFile.read("till/lock_nodes");
  private static final String GIVE_BACK = SqlFile.read("till/give_back");
  private static final String FORGET = SqlFile.read("till/forget_nodes");

  private final Pool pool;
  private final Transaction transaction;

  PostgresLostSlices(Pool pool, TillConfig config) {
    this.pool = pool;
    this.transaction = new Transaction(pool, config.transactionTimeout());
  }

  private record Silent(UUID[] nodes, UUID[] accounts) {}

  @Override
  public Uni<Returned> giveBack(Instant silentSince) {
    return Futures.uni(() -> silent(silentSince).compose(silent -> giveBack(silent, silentSince)));
  }

  private Future<Silent> silent(Instant since) {
    return Futures.query(pool, SILENT, Tuple.of(Columns.time(since)))
        .map(
            rows -> {
              List<UUID> nodes = new ArrayList<>();
              Set<UUID> accounts = new LinkedHashSet<>();
              rows.forEach(
                  row -> {
                    nodes.add(row.getUUID("id"));
                    accounts.addAll(Arrays.asList(row.getArrayOfUUIDs("accounts")));
                  });
              return new Silent(nodes.toArray(UUID[]::new), accounts.toArray(UUID[]::new));
            });
  }

  private Future<Returned> giveBack(Silent silent, Instant since) {
    if (silent.nodes().length == 0) {
      return Future.succeededFuture(new Returned(0, Money.ZERO));
    }
    return transaction.run(
        connection -> lock(connection, silent),
        (connection, locked) -> write(connection, silent, since));
  }

  private static Future<?> lock(SqlConnection connection, Silent silent) {
    var accounts =
        connection.preparedQuery(LOCK).execute(Tuple.tuple().addArrayOfUUID(silent.accounts()));
    var nodes =
        connection.preparedQuery(LOCK_NODES).execute(Tuple.tuple().addArrayOfUUID(silent.nodes()));
    return Future.join(accounts, nodes);
  }

  private static Future<Returned> write(SqlConnection connection, Silent silent, Instant since) {
    var returned =
        connection
            .preparedQuery(GIVE_BACK)
            .execute(
                Tuple.tuple()
                    .addArrayOfUUID(silent.nodes())
                    .addArrayOfUUID(silent.accounts())
                    .addOffsetDateTime(Columns.time(since)));
    var forgotten =
        connection
            .preparedQuery(FORGET)
            .execute(
                Tuple.tuple()
                    .addArrayOfUUID(silent.nodes())
                    .addOffsetDateTime(Columns.time(since)));
    return Future.join(returned, forgotten)
        .map(
            done ->
                new Returned(
                    forgotten.result().rowCount(),
                    new Money(returned.result().iterator().next().getLong("amount"))));
  }
}
