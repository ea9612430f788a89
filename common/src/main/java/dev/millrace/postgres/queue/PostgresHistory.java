package dev.millrace.postgres.queue;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.history.History;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistoryPage;
import dev.millrace.history.HistorySlice;
import dev.millrace.history.PastAttempt;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The history on the Vert.x SQL client. Searches are bounded in time, look-ups go by key. */
@ApplicationScoped
public class PostgresHistory implements History {
  private static final String LIST = SqlFile.read("history/list");
  private static final String COUNT = SqlFile.read("history/count");
  private static final String PAYLOADS = SqlFile.read("history/payloads_of");
  private static final String ATTEMPTS = SqlFile.read("history/attempts_of");
  private static final String FIND_PUBLIC = SqlFile.read("history/find_public");
  private static final String PUBLISH = SqlFile.read("history/publish");

  private final Pool pool;
  private final BoundedSearch search;
  private final BoundedSearch counting;

  PostgresHistory(Pool pool, HistoryConfig config) {
    this.pool = pool;
    this.search = new BoundedSearch(pool, config.searchWithin());
    this.counting = new BoundedSearch(pool, config.countWithin());
  }

  /** What was found, before it is known how many there are. */
  private record Found(List<RequestView> requests, boolean hasMore) {}

  private record Total(long count, boolean isCapped) {}

  @Override
  public Uni<HistoryPage> list(AccountId account, HistoryFilter filter, HistorySlice slice) {
    return Futures.uni(
        () ->
            search
                .run(LIST, SearchValues.ofList(account, filter, slice))
                .map(rows -> found(rows, slice))
                .recover(PostgresHistory::tooWide)
                .compose(
                    found ->
                        total(account, filter, slice, found).map(total -> page(found, total))));
  }

  private static Found found(RowSet<Row> rows, HistorySlice slice) {
    var requests = stream(rows).map(RequestViewRows::view).toList();
    boolean hasMore = requests.size() > slice.limit();
    return new Found(hasMore ? requests.subList(0, slice.limit()) : requests, hasMore);
  }

  private Future<Total> total(
      AccountId account, HistoryFilter filter, HistorySlice slice, Found found) {
    return counting
        .run(COUNT, SearchValues.ofCount(account, filter))
        .map(rows -> total(rows.iterator().next().getLong("total")))
        .recover(failure -> atLeast(slice, found, failure));
  }

  private static Total total(long counted) {
    return new Total(Math.min(counted, HistorySlice.DEEPEST), counted > HistorySlice.DEEPEST);
  }

  /** Counting may give up: the list itself is there. */
  private static Future<Total> atLeast(HistorySlice slice, Found found, Throwable failure) {
    if (!BoundedSearch.ranOut(failure)) {
      return Future.failedFuture(failure);
    }
    long shown = (long) slice.skip() + found.requests().size() + (found.hasMore() ? 1 : 0);
    return Future.succeededFuture(new Total(shown, true));
  }

  private static HistoryPage page(Found found, Total total) {
    return new HistoryPage(found.requests(), found.hasMore(), total.count(), total.isCapped());
  }

  private static Future<Found> tooWide(Throwable failure) {
    return Future.failedFuture(
        BoundedSearch.ranOut(failure)
            ? new FaultException(
                FaultCode.SEARCH_TOO_WIDE,
                "this search takes too long; narrow it by createdAfter and createdBefore, or by"
                    + " metadata")
            : failure);
  }

  @Override
  public Uni<Map<RequestId, Payloads>> payloadsOf(List<RequestId> ids, int longest) {
    var values =
        Tuple.tuple().addArrayOfUUID(Columns.uuids(ids, RequestId::value)).addInteger(longest);
    return Futures.uni(
        () -> Futures.query(pool, PAYLOADS, values).map(PostgresHistory::payloadsById));
  }

  private static Map<RequestId, Payloads> payloadsById(RowSet<Row> rows) {
    return stream(rows)
        .collect(
            groupingBy(
                row -> new RequestId(row.getUUID("request_id")),
                collectingAndThen(toList(), PayloadRows::payloads)));
  }

  @Override
  public Uni<List<PastAttempt>> attemptsOf(RequestId id) {
    return Futures.uni(
        () ->
            Futures.query(pool, ATTEMPTS, Tuple.of(id.value()))
                .map(rows -> stream(rows).map(PastAttemptRows::attempt).toList()));
  }

  @Override
  public Uni<Optional<RequestView>> findPublic(RequestId id) {
    return Futures.uni(
        () ->
            Futures.query(pool, FIND_PUBLIC, Tuple.of(id.value()))
                .map(rows -> stream(rows).map(RequestViewRows::view).findFirst()));
  }

  @Override
  public Uni<Boolean> publish(AccountId account, RequestId id, boolean isPublic) {
    return Futures.uni(
        () ->
            Futures.query(pool, PUBLISH, Tuple.of(id.value(), account.value(), isPublic))
                .map(rows -> rows.rowCount() > 0));
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
