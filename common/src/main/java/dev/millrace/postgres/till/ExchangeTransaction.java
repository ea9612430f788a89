package dev.millrace.postgres.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import dev.millrace.postgres.SpendCapColumns;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Transaction;
import dev.millrace.till.ExchangeDecision;
import dev.millrace.till.ExchangeDecision.Move;
import dev.millrace.till.Funds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One exchange of credit between a node and the accounts: lock the accounts and the node, see what
 * there is, decide, write. Caps, holds and slices change together.
 */
final class ExchangeTransaction {
  private static final String LOCK = SqlFile.read("queue/lock_accounts");
  private static final String LOCK_NODE = SqlFile.read("till/lock_node");
  private static final String CAPS = SqlFile.read("queue/caps_of");
  private static final String SPARE = SqlFile.read("till/spare_of");
  private static final String EXCHANGE = SqlFile.read("till/exchange");
  private static final String RAISE = SqlFile.read("till/raise_holds");
  private static final String LOWER = SqlFile.read("till/lower_holds");
  private static final String RECALL = SqlFile.read("till/recall");

  private final Transaction transaction;

  ExchangeTransaction(Transaction transaction) {
    this.transaction = transaction;
  }

  /**
   * Who exchanges what, and when.
   *
   * @param silentSince nodes without a heartbeat since then are not asked for anything
   */
  record Terms(
      UUID node, Set<AccountId> accounts, Set<UUID> keys, Instant now, Instant silentSince) {}

  /**
   * What stands in the database.
   *
   * @param turn of the node's latest exchange that was committed; empty when the node is forgotten
   */
  record Found(Optional<Long> turn, Funds funds) {}

  /** Fails with a {@link FencedException} when the node is forgotten. */
  Future<ExchangeDecision> run(Terms terms, Function<Found, ExchangeDecision> decide) {
    return transaction.run(
        connection -> read(connection, terms).map(found -> decided(found, decide)),
        (connection, decision) -> write(connection, terms, decision).map(decision));
  }

  private static ExchangeDecision decided(Found found, Function<Found, ExchangeDecision> decide) {
    if (found.turn().isEmpty()) {
      throw new FencedException();
    }
    return decide.apply(found);
  }

  private static Future<Found> read(SqlConnection connection, Terms terms) {
    var accounts = Columns.uuids(terms.accounts(), AccountId::value);
    var available = connection.preparedQuery(LOCK).execute(Tuple.tuple().addArrayOfUUID(accounts));
    var turn = connection.preparedQuery(LOCK_NODE).execute(Tuple.of(terms.node()));
    var caps =
        connection
            .preparedQuery(CAPS)
            .execute(
                Tuple.tuple()
                    .addArrayOfUUID(accounts)
                    .addArrayOfUUID(Columns.uuids(terms.keys(), key -> key)));
    var spare =
        connection
            .preparedQuery(SPARE)
            .execute(
                Tuple.tuple()
                    .addArrayOfUUID(accounts)
                    .addOffsetDateTime(Columns.time(terms.silentSince())));
    return Future.join(available, turn, caps, spare)
        .map(
            read ->
                new Found(
                    stream(turn.result()).map(row -> row.getLong("turn")).findFirst(),
                    funds(available.result(), caps(caps.result(), terms.now()), spare.result())));
  }

  private static Funds funds(RowSet<Row> accounts, List<SpendCap> caps, RowSet<Row> spare) {
    var recalled = new HashSet<AccountId>();
    var slices = new ArrayList<Funds.HeldSlice>();
    for (var row : spare) {
      var spender = spender(row);
      slices.add(new Funds.HeldSlice(spender, row.getUUID("node_id")));
      if (row.getBoolean("recalled")) {
        recalled.add(spender.account());
      }
    }
    return new Funds(available(accounts), caps, List.copyOf(slices), Set.copyOf(recalled));
  }

  static Map<AccountId, Money> available(RowSet<Row> accounts) {
    var available = new HashMap<AccountId, Money>();
    accounts.forEach(
        row ->
            available.put(
                new AccountId(row.getUUID("id")),
                new Money(row.getLong("balance") - row.getLong("held"))));
    return available;
  }

  private static List<SpendCap> caps(RowSet<Row> rows, Instant now) {
    return stream(rows).map(SpendCapColumns::read).map(cap -> cap.at(now)).toList();
  }

  static Spender spender(Row row) {
    return new Spender(new AccountId(row.getUUID("account_id")), row.getUUID("key_id"));
  }

  private static Future<?> write(SqlConnection connection, Terms terms, ExchangeDecision decision) {
    var moves = decision.moves();
    var written = new ArrayList<Future<?>>();
    if (!moves.isEmpty()) {
      written.add(holds(connection, LOWER, moves, move -> -move.delta()));
      written.add(holds(connection, RAISE, moves, Move::delta));
      written.add(connection.preparedQuery(EXCHANGE).execute(rows(terms, moves)));
    }
    if (!decision.asks().isEmpty()) {
      written.add(
          connection
              .preparedQuery(RECALL)
              .execute(
                  Tuple.tuple()
                      .addArrayOfUUID(Columns.uuids(decision.asks(), AccountId::value))
                      .addOffsetDateTime(Columns.time(terms.now()))));
    }
    return Future.join(written);
  }

  private static Tuple rows(Terms terms, List<Move> moves) {
    return Tuple.tuple()
        .addUUID(terms.node())
        .addArrayOfUUID(accounts(moves))
        .addArrayOfUUID(keys(moves))
        .addArrayOfLong(Columns.longs(moves, Move::delta))
        .addArrayOfBoolean(Columns.flags(moves, Move::spare));
  }

  /** Of those moves for which {@code amount} is above zero. */
  private static Future<?> holds(
      SqlConnection connection, String statement, List<Move> moves, ToLongFunction<Move> amount) {
    var some = moves.stream().filter(move -> amount.applyAsLong(move) > 0).toList();
    if (some.isEmpty()) {
      return Future.succeededFuture();
    }
    return connection
        .preparedQuery(statement)
        .execute(
            Tuple.tuple()
                .addArrayOfUUID(accounts(some))
                .addArrayOfUUID(keys(some))
                .addArrayOfLong(Columns.longs(some, amount)));
  }

  private static UUID[] accounts(Collection<Move> moves) {
    return Columns.uuids(moves, move -> move.spender().account().value());
  }

  private static UUID[] keys(Collection<Move> moves) {
    return Columns.uuids(moves, move -> move.spender().key());
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
