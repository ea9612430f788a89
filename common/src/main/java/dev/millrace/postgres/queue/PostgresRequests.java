package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.payload.PayloadStore;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Requests as their owners see them, one look-up by primary key each. */
@ApplicationScoped
public class PostgresRequests implements Requests {
  private static final String FIND = SqlFile.read("queue/find_request");
  private static final String PAYLOADS = SqlFile.read("queue/payloads_of");
  private static final String LOCK = SqlFile.read("queue/lock_accounts");
  private static final String CANCEL_QUEUED = SqlFile.read("queue/cancel_queued");
  private static final String ASK_CANCEL = SqlFile.read("queue/ask_cancel");

  private final Pool pool;
  private final Transaction transaction;
  private final PayloadStore payloads;

  /** Reads payloads from rows alone. */
  PostgresRequests(Pool pool, SettlementConfig config) {
    this(pool, config, PayloadStore.none());
  }

  @Inject
  PostgresRequests(Pool pool, SettlementConfig config, PayloadStore payloads) {
    this.payloads = payloads;
    this.pool = pool;
    this.transaction = new Transaction(pool, config.transactionTimeout());
  }

  @Override
  public Uni<Optional<RequestView>> find(AccountId account, RequestId id) {
    return Futures.uni(
        () ->
            Futures.query(pool, FIND, Tuple.of(id.value(), account.value()))
                .map(PostgresRequests::view));
  }

  @Override
  public Uni<Payloads> payloadsOf(RequestId id) {
    return Futures.uni(
            () ->
                Futures.query(pool, PAYLOADS, Tuple.of(id.value())).map(PostgresRequests::payloads))
        .chain(payloads::read);
  }

  @Override
  public Uni<Optional<CancelResult>> cancel(AccountId account, RequestId id, Instant now) {
    return Futures.uni(
        () ->
            transaction.run(
                connection -> lock(connection, account),
                (connection, locked) -> cancel(connection, account, id, now)));
  }

  private static Future<RowSet<Row>> lock(SqlConnection connection, AccountId account) {
    return connection
        .preparedQuery(LOCK)
        .execute(Tuple.tuple().addArrayOfUUID(new UUID[] {account.value()}));
  }

  private static Future<Optional<CancelResult>> cancel(
      SqlConnection connection, AccountId account, RequestId id, Instant now) {
    var values = Tuple.of(id.value(), account.value(), Columns.time(now));
    var ended = connection.preparedQuery(CANCEL_QUEUED).execute(values);
    var asked = connection.preparedQuery(ASK_CANCEL).execute(values);
    var found = connection.preparedQuery(FIND).execute(Tuple.of(id.value(), account.value()));
    return Future.all(ended, asked, found)
        .map(ignored -> result(found.result(), ended.result().rowCount() > 0));
  }

  private static Optional<CancelResult> result(RowSet<Row> found, boolean cancelledNow) {
    return view(found).map(request -> new CancelResult(request, cancelledNow));
  }

  private static Optional<RequestView> view(RowSet<Row> rows) {
    var found = rows.iterator();
    return found.hasNext() ? Optional.of(RequestViewRows.view(found.next())) : Optional.empty();
  }

  private static Payloads payloads(RowSet<Row> rows) {
    return PayloadRows.payloads(StreamSupport.stream(rows.spliterator(), false).toList());
  }
}
