package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Transaction.BegunLate;
import dev.millrace.queue.Admission.Result;
import dev.millrace.queue.AdmissionBounds;
import dev.millrace.queue.AdmissionDecision;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Offer;
import dev.millrace.queue.Submission;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Rule one: look which submissions the accounts can pay and which are new, record their turns in
 * Kafka and wait until they are kept; then insert the rows, raise the holds and commit, in one go.
 * Only then is anybody answered. Raising the holds fails where the accounts have not what was seen
 * any more; then all is done again, and decided under the lock. Accounts that had far more than
 * enough a moment ago are not looked at.
 *
 * <p>Each try is one transaction, begun before anything is recorded, or at the same time where
 * nothing is looked at: then nothing is written if it turns out to have begun later than workers
 * reckon with. When it fails behind Kafka's acknowledgement, records are orphans: workers wait out
 * the longest possible transaction and drop them.
 */
final class AdmissionTransaction {
  private static final String LOOK = SqlFile.read("queue/look_at_accounts");
  private static final String LOCK = SqlFile.read("queue/lock_accounts");
  private static final String ADMIT = SqlFile.read("queue/admit");
  private static final String HOLD_COVERED = SqlFile.read("queue/hold_covered");
  private static final String HOLD = SqlFile.read("till/raise_holds");

  /** What was looked at has changed; from {@code hold_covered} and {@code keep_keys}. */
  private static final String CHANGED = "ML409";

  private static final String COVERED = "account_covers_its_holds";

  private final Transaction transaction;
  private final Dispatcher dispatcher;
  private final RecentCredit recent;
  private final InstantSource clock;

  AdmissionTransaction(
      Transaction transaction, Dispatcher dispatcher, RecentCredit recent, InstantSource clock) {
    this.transaction = transaction;
    this.dispatcher = dispatcher;
    this.recent = recent;
    this.clock = clock;
  }

  Uni<List<Result>> admit(List<Offer> offers) {
    return dispatcher.ready().chain(() -> admitNow(offers));
  }

  private Uni<List<Result>> admitNow(List<Offer> offers) {
    return recent
        .covering(offers)
        .map(credit -> withoutALook(offers, credit))
        .orElseGet(() -> admitted(offers, LOOK, AdmissionTransaction::holdCovered))
        .onFailure(AdmissionTransaction::hasChanged)
        .recoverWithUni(() -> underTheLock(offers));
  }

  private Uni<List<Result>> withoutALook(List<Offer> offers, Map<AccountId, Money> credit) {
    var decision = new AdmissionDecision(offers, credit, List.of(), List.of());
    return Futures.uni(
        () ->
            transaction.runBeside(
                () -> recorded(decision),
                this::beginsInTime,
                (connection, recorded) ->
                    write(connection, offers, recorded, AdmissionTransaction::holdCovered)));
  }

  /** Workers count from the record, PostgreSQL from begin. */
  private BooleanSupplier beginsInTime() {
    var latest = clock.instant().plus(AdmissionBounds.BEGINS_WITHIN);
    return () -> !clock.instant().isAfter(latest);
  }

  private Uni<List<Result>> underTheLock(List<Offer> offers) {
    recent.forget(offers);
    return admitted(offers, LOCK, AdmissionTransaction::hold);
  }

  /** What was seen, or the time in which it could be relied on. */
  private static boolean hasChanged(Throwable failure) {
    return failure instanceof BegunLate
        || (failure instanceof PgException said
            && (CHANGED.equals(said.getSqlState()) || COVERED.equals(said.getConstraint())));
  }

  private Uni<List<Result>> admitted(
      List<Offer> offers,
      String accounts,
      BiFunction<SqlConnection, List<Submission>, Future<?>> hold) {
    return Futures.uni(
        () ->
            transaction.run(
                connection -> decision(connection, accounts, offers).compose(this::recorded),
                (connection, recorded) -> write(connection, offers, recorded, hold)));
  }

  /** All statements travel together. */
  private Future<AdmissionDecision> decision(
      SqlConnection connection, String accounts, List<Offer> offers) {
    var available = available(connection, accounts, offers);
    var caps = CapStatements.of(connection, offers);
    var known = MarkStatements.known(connection, offers);
    return Future.join(available, caps, known)
        .map(
            read -> {
              recent.seen(offers, available.result(), caps.result());
              return new AdmissionDecision(
                  offers, available.result(), caps.result(), known.result());
            });
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

  private Future<Recorded> recorded(AdmissionDecision decision) {
    var granted = decision.granted();
    if (granted.isEmpty()) {
      return Future.succeededFuture(new Recorded(decision, List.of()));
    }
    var records = granted.stream().map(Submission::dispatchRecord).toList();
    return Futures.future(dispatcher.dispatch(records))
        .map(positions -> new Recorded(decision, positions));
  }

  private static Future<List<Result>> write(
      SqlConnection connection,
      List<Offer> offers,
      Recorded recorded,
      BiFunction<SqlConnection, List<Submission>, Future<?>> hold) {
    var granted = recorded.decision().granted();
    if (granted.isEmpty()) {
      return Future.succeededFuture(recorded.results());
    }
    var admitted =
        connection
            .preparedQuery(ADMIT)
            .execute(AdmissionColumns.rows(granted, recorded.positions()));
    var taken = FileUseStatement.keep(connection, granted, Submission::id, Submission::files);
    var terms = TermStatements.keep(connection, granted);
    var held = hold.apply(connection, granted);
    var kept = MarkStatements.keep(connection, offers, recorded.decision().marks());
    return Futures.behind(
            admitted, Futures.behind(Future.join(taken, terms), Futures.behind(held, kept)))
        .map(done -> recorded.results());
  }

  /** For accounts that were looked at. */
  private static Future<?> holdCovered(SqlConnection connection, List<Submission> granted) {
    return connection.preparedQuery(HOLD_COVERED).execute(AdmissionColumns.coveredHolds(granted));
  }

  /** For accounts that are locked. */
  private static Future<?> hold(SqlConnection connection, List<Submission> granted) {
    return connection.preparedQuery(HOLD).execute(AdmissionColumns.holds(granted));
  }

  /**
   * A decision whose turns are kept.
   *
   * @param positions of those granted
   */
  private record Recorded(AdmissionDecision decision, List<DispatchPosition> positions) {
    List<Result> results() {
      return decision.results(positions);
    }
  }
}
