package dev.millrace.postgres.file;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.FileChange;
import dev.millrace.file.FileRequest;
import dev.millrace.file.Shelf;
import dev.millrace.file.ShelfFacets;
import dev.millrace.file.ShelfFilter;
import dev.millrace.file.ShelfPage;
import dev.millrace.file.ShelfSlice;
import dev.millrace.file.ShelvedFile;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.BoundedSearch;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The shelf on the Vert.x SQL client. Searches are bounded in time, all else goes by key. */
@ApplicationScoped
public class PostgresShelf implements Shelf {
  private static final String NEWEST = SqlFile.read("shelf/list_newest");
  private static final String OLDEST = SqlFile.read("shelf/list_oldest");
  private static final String COUNT = SqlFile.read("shelf/count");
  private static final String FACETS = SqlFile.read("shelf/facets");
  private static final String FIND = SqlFile.read("shelf/find");
  private static final String REQUESTS = SqlFile.read("shelf/requests_of");
  private static final String CHANGE = SqlFile.read("shelf/change");
  private static final String DELETE = SqlFile.read("shelf/delete");

  private final Pool pool;
  private final BoundedSearch search;
  private final BoundedSearch counting;

  PostgresShelf(Pool pool, ShelfConfig config) {
    this.pool = pool;
    this.search = new BoundedSearch(pool, config.searchWithin());
    this.counting = new BoundedSearch(pool, config.countWithin());
  }

  /** What was found, before it is known how many there are. */
  private record Found(List<ShelvedFile> files, boolean hasMore) {}

  private record Total(long count, boolean isCapped) {}

  @Override
  public Uni<ShelfPage> list(AccountId account, ShelfFilter filter, ShelfSlice slice, Instant now) {
    return Futures.uni(
        () ->
            search
                .run(
                    slice.oldestFirst() ? OLDEST : NEWEST,
                    ShelfValues.ofList(account, filter, slice, now))
                .recover(PostgresShelf::tooWide)
                .map(rows -> found(rows, slice))
                .compose(
                    found ->
                        total(ShelfValues.ofCount(account, filter, now), slice, found)
                            .map(total -> page(found, total))));
  }

  private static Found found(RowSet<Row> rows, ShelfSlice slice) {
    var files = ShelfRows.stream(rows).map(ShelfRows::shelved).toList();
    boolean hasMore = files.size() > slice.limit();
    return new Found(hasMore ? files.subList(0, slice.limit()) : files, hasMore);
  }

  private Future<Total> total(Tuple values, ShelfSlice slice, Found found) {
    return counting
        .run(COUNT, values)
        .map(rows -> total(rows.iterator().next().getLong("total")))
        .recover(failure -> atLeast(slice, found, failure));
  }

  private static Total total(long counted) {
    return new Total(Math.min(counted, ShelfSlice.DEEPEST), counted > ShelfSlice.DEEPEST);
  }

  /** Counting may give up: the list itself is there. */
  private static Future<Total> atLeast(ShelfSlice slice, Found found, Throwable failure) {
    if (!BoundedSearch.ranOut(failure)) {
      return Future.failedFuture(failure);
    }
    long shown = (long) slice.skip() + found.files().size() + (found.hasMore() ? 1 : 0);
    return Future.succeededFuture(new Total(shown, true));
  }

  private static ShelfPage page(Found found, Total total) {
    return new ShelfPage(found.files(), found.hasMore(), total.count(), total.isCapped());
  }

  private static <T> Future<T> tooWide(Throwable failure) {
    return Future.failedFuture(
        BoundedSearch.ranOut(failure)
            ? new FaultException(
                FaultCode.SEARCH_TOO_WIDE,
                "this search takes too long; narrow it by requestId, tagIds or favoritesOnly")
            : failure);
  }

  @Override
  public Uni<ShelfFacets> facets(AccountId account, ShelfFilter filter, Instant now) {
    return Futures.uni(
        () ->
            search
                .run(FACETS, ShelfValues.ofFacets(account, filter, now))
                .recover(PostgresShelf::tooWide)
                .map(rows -> ShelfRows.facets(rows.iterator().next())));
  }

  @Override
  public Uni<Optional<ShelvedFile>> find(AccountId account, UUID id) {
    return Futures.uni(
        () ->
            Futures.query(pool, FIND, Tuple.of(id, account.value()))
                .map(rows -> ShelfRows.stream(rows).map(ShelfRows::shelved).findFirst()));
  }

  @Override
  public Uni<List<FileRequest>> requestsOf(UUID id, int atMost) {
    return Futures.uni(
        () ->
            Futures.query(pool, REQUESTS, Tuple.of(id, atMost))
                .map(rows -> ShelfRows.stream(rows).map(ShelfRows::request).toList()));
  }

  @Override
  public Uni<Boolean> change(AccountId account, UUID id, FileChange change, Instant now) {
    var values =
        Tuple.of(id, account.value())
            .addBoolean(change.isPublic().orElse(null))
            .addString(change.name().orElse(null))
            .addBoolean(change.favourite().orElse(null))
            .addOffsetDateTime(Columns.time(now));
    return Futures.uni(() -> Futures.query(pool, CHANGE, values).map(rows -> rows.rowCount() > 0));
  }

  @Override
  public Uni<Boolean> delete(AccountId account, UUID id, Instant now) {
    var values = Tuple.of(id, account.value(), Columns.time(now));
    return Futures.uni(
        () ->
            Futures.query(pool, DELETE, values)
                .map(rows -> rows.iterator().next().getLong("deleted") > 0));
  }
}
