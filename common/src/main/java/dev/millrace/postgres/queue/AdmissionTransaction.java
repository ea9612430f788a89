package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.payload.Elsewhere;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Admission.Result;
import dev.millrace.queue.AdmissionDecision;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Offer;
import dev.millrace.queue.Submission;
import dev.millrace.queue.WebhookTarget;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Rule one: look which submissions the accounts can pay, record their turns in Kafka and wait until
 * they are kept; then lock the accounts, tell repetitions, check balance minus holds, insert the
 * rows, raise the holds, commit. Only then is anybody answered. What counts is what was found under
 * the lock; the look only lets Kafka be waited for while nothing is locked.
 *
 * <p>All of it is one transaction, begun before anything is recorded. When it fails behind Kafka's
 * acknowledgement, or the lock finds less credit than the look, records are orphans: workers wait
 * out the longest possible transaction and drop them.
 */
final class AdmissionTransaction {
  private static final String LOOK = SqlFile.read("queue/look_at_accounts");
  private static final String LOCK = SqlFile.read("queue/lock_accounts");
  private static final String ADMIT = SqlFile.read("queue/admit");

  private final Transaction transaction;
  private final Dispatcher dispatcher;

  AdmissionTransaction(Transaction transaction, Dispatcher dispatcher) {
    this.transaction = transaction;
    this.dispatcher = dispatcher;
  }

  Uni<List<Result>> admit(List<Offer> offers) {
    return dispatcher.ready().chain(() -> admitNow(offers));
  }

  private Uni<List<Result>> admitNow(List<Offer> offers) {
    return Futures.uni(
        () ->
            transaction.run(
                connection -> decided(connection, offers), AdmissionTransaction::write));
  }

  private Future<Dispatched> decided(SqlConnection connection, List<Offer> offers) {
    return decision(connection, LOOK, offers)
        .compose(
            likely ->
                likely.granted().isEmpty()
                    ? Future.succeededFuture(new Dispatched(likely, RecordedTurns.none()))
                    : recorded(likely.granted(), RecordedTurns.none())
                        .compose(ahead -> decidedUnderLock(connection, offers, ahead)));
  }

  /** What the look had refused may be granted by now; it is rare, so the lock waits for Kafka. */
  private Future<Dispatched> decidedUnderLock(
      SqlConnection connection, List<Offer> offers, RecordedTurns ahead) {
    return decision(connection, LOCK, offers)
        .compose(
            decision ->
                recorded(decision.granted(), ahead).map(turns -> new Dispatched(decision, turns)));
  }

  /**
   * All statements travel together; those behind the lock see what was committed before it was
   * ours.
   */
  private static Future<AdmissionDecision> decision(
      SqlConnection connection, String accounts, List<Offer> offers) {
    var available = available(connection, accounts, offers);
    var caps = CapStatements.of(connection, offers);
    var known = MarkStatements.known(connection, offers);
    return Future.join(available, caps, known)
        .map(
            read ->
                new AdmissionDecision(offers, available.result(), caps.result(), known.result()));
  }

  private static Future<Map<AccountId, Money>> available(
      SqlConnection connection, String accounts, List<Offer> offers) {
    var ids =
        offers.stream()
            .map(offer -> offer.submission().account().value())
            .distinct()
            .toArray(UUID[]::new);
    return connection
        .preparedQuery(accounts)
        .execute(Tuple.tuple().addArrayOfUUID(ids))
        .map(AdmissionTransaction::creditOf);
  }

  private static Map<AccountId, Money> creditOf(RowSet<Row> accounts) {
    var credit = new HashMap<AccountId, Money>();
    for (var row : accounts) {
      credit.put(
          new AccountId(row.getUUID("id")),
          new Money(row.getLong("balance") - row.getLong("held")));
    }
    return credit;
  }

  private Future<RecordedTurns> recorded(List<Submission> granted, RecordedTurns before) {
    var missing = before.missing(granted);
    if (missing.isEmpty()) {
      return Future.succeededFuture(before);
    }
    var records = missing.stream().map(Submission::dispatchRecord).toList();
    return Futures.future(dispatcher.dispatch(records))
        .map(positions -> before.with(missing, positions));
  }

  private static Future<List<Result>> write(SqlConnection connection, Dispatched dispatched) {
    var granted = dispatched.decision().granted();
    if (granted.isEmpty()) {
      return Future.succeededFuture(dispatched.results());
    }
    var admitted =
        connection.preparedQuery(ADMIT).execute(rows(granted, dispatched.turns().of(granted)));
    var kept = MarkStatements.keep(connection, dispatched.decision().marks());
    return Future.join(admitted, kept).map(written -> dispatched.results());
  }

  private static Tuple rows(List<Submission> granted, List<DispatchPosition> positions) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(granted, s -> s.id().value()))
            .addArrayOfUUID(Columns.uuids(granted, s -> s.account().value()))
            .addArrayOfString(Columns.texts(granted, s -> s.model().toString()))
            .addArrayOfString(Columns.texts(granted, s -> s.terms().lane().word()))
            .addArrayOfInteger(Columns.integers(positions, DispatchPosition::partition))
            .addArrayOfLong(Columns.longs(positions, DispatchPosition::offset))
            .addArrayOfLong(Columns.longs(granted, s -> s.hold().nanos()))
            .addArrayOfString(Columns.texts(granted, Submission::rateCard))
            .addArrayOfOffsetDateTime(Columns.times(granted, Submission::at))
            .addArrayOfString(Columns.texts(granted, Submission::correlationId))
            .addArrayOfString(Columns.texts(granted, s -> s.metadata().orElse(null)))
            .addArrayOfString(Columns.texts(granted, s -> Elsewhere.bodyOrNull(s.input())))
            .addArrayOfOffsetDateTime(
                Columns.perhaps(granted, s -> s.terms().deadlines().startBy()))
            .addArrayOfOffsetDateTime(
                Columns.perhaps(granted, s -> s.terms().deadlines().finishBy()))
            .addArrayOfBoolean(Columns.flags(granted, s -> s.terms().stored()))
            .addArrayOfBoolean(Columns.flags(granted, s -> s.terms().shared()))
            .addArrayOfUUID(
                Columns.uuids(granted, s -> s.terms().retryOf().map(RequestId::value).orElse(null)))
            .addArrayOfString(
                Columns.texts(
                    granted, s -> s.terms().webhook().map(WebhookTarget::url).orElse(null)))
            .addArrayOfString(
                Columns.texts(granted, s -> WebhookColumns.write(s.terms().webhook())))
            .addArrayOfUUID(Columns.uuids(granted, Submission::key))
            .addArrayOfInteger(
                granted.stream().map(s -> s.files().outputSeconds()).toArray(Integer[]::new))
            .addArrayOfString(Columns.texts(granted, s -> Elsewhere.keyOrNull(s.input())));
    FileUseColumns.add(values, granted, Submission::id, Submission::files);
    BasisColumns.add(values, granted, Submission::basis);
    return values;
  }

  private record Dispatched(AdmissionDecision decision, RecordedTurns turns) {

    List<Result> results() {
      return decision.results(turns.of(decision.granted()));
    }
  }
}
