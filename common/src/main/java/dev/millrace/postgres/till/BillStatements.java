package dev.millrace.postgres.till;

import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.EndStatements;
import dev.millrace.postgres.queue.FileUseStatement;
import dev.millrace.request.RequestId;
import dev.millrace.till.CoverDecision;
import dev.millrace.till.CoverDecision.Bill;
import dev.millrace.till.CoverDecision.Booked;
import dev.millrace.till.Funds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The statements that settle ended calls, each sent without waiting for the one before. */
final class BillStatements {
  private static final String LOCK = SqlFile.read("queue/lock_accounts");
  private static final String SLICES = SqlFile.read("till/slices_of");
  private static final String KNOWN = SqlFile.read("till/known");
  private static final String RAISE = SqlFile.read("till/raise_holds");
  private static final String SETTLE = SqlFile.read("till/settle");
  private static final String BOOK = SqlFile.read("till/book_ends");

  private BillStatements() {}

  /** Locks the accounts, sees what there is, and decides. */
  static Future<CoverDecision> read(SqlConnection connection, List<Bill> bills) {
    var accounts =
        bills.stream()
            .map(bill -> bill.reservation().spender().account().value())
            .distinct()
            .toArray(UUID[]::new);
    var available = connection.preparedQuery(LOCK).execute(Tuple.tuple().addArrayOfUUID(accounts));
    var slices = connection.preparedQuery(SLICES).execute(slicesOf(bills));
    var known =
        connection
            .preparedQuery(KNOWN)
            .execute(Tuple.tuple().addArrayOfUUID(Columns.uuids(bills, b -> b.request().value())));
    return Future.join(available, slices, known)
        .map(
            read ->
                new CoverDecision(
                    bills,
                    amounts(slices.result()),
                    ExchangeTransaction.available(available.result()),
                    ids(known.result())));
  }

  private static Tuple slicesOf(List<Bill> bills) {
    var slices =
        bills.stream()
            .map(bill -> new Funds.HeldSlice(bill.reservation().spender(), bill.node()))
            .distinct()
            .toList();
    return Tuple.tuple()
        .addArrayOfUUID(Columns.uuids(slices, s -> s.spender().account().value()))
        .addArrayOfUUID(Columns.uuids(slices, s -> s.spender().key()))
        .addArrayOfUUID(Columns.uuids(slices, Funds.HeldSlice::node));
  }

  private static Map<Funds.HeldSlice, Money> amounts(RowSet<Row> rows) {
    var amounts = new HashMap<Funds.HeldSlice, Money>();
    rows.forEach(
        row ->
            amounts.put(
                new Funds.HeldSlice(ExchangeTransaction.spender(row), row.getUUID("node_id")),
                new Money(row.getLong("amount"))));
    return amounts;
  }

  private static Set<RequestId> ids(RowSet<Row> rows) {
    var ids = new HashSet<RequestId>();
    rows.forEach(row -> ids.add(new RequestId(row.getUUID("id"))));
    return ids;
  }

  /** Writes and books what was decided. */
  static Future<?> write(SqlConnection connection, List<Booked> booked) {
    if (booked.isEmpty()) {
      return Future.succeededFuture();
    }
    var written = new ArrayList<Future<?>>();
    var uncovered = booked.stream().filter(b -> !b.fromSlice()).toList();
    if (!uncovered.isEmpty()) {
      written.add(connection.preparedQuery(RAISE).execute(holds(uncovered)));
    }
    var requests = Columns.uuids(booked, b -> b.bill().request().value());
    written.add(connection.preparedQuery(SETTLE).execute(BillRows.of(booked)));
    written.add(
        FileUseStatement.keep(
            connection, booked, b -> b.bill().request(), b -> b.bill().call().use()));
    written.add(EndStatements.keep(connection, booked.stream().map(BillRows::leaving).toList()));
    written.add(connection.preparedQuery(BOOK).execute(Tuple.tuple().addArrayOfUUID(requests)));
    return Future.join(written);
  }

  private static Tuple holds(List<Booked> uncovered) {
    return Tuple.tuple()
        .addArrayOfUUID(Columns.uuids(uncovered, b -> b.spender().account().value()))
        .addArrayOfUUID(Columns.uuids(uncovered, b -> b.spender().key()))
        .addArrayOfLong(Columns.longs(uncovered, b -> b.held().nanos()));
  }
}
