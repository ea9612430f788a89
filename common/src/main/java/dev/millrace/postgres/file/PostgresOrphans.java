package dev.millrace.postgres.file;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobWalk;
import dev.millrace.file.ObjectKey;
import dev.millrace.file.ObjectKey.Place;
import dev.millrace.file.Orphans;
import dev.millrace.file.Stretch;
import dev.millrace.file.Stretch.Stand;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.postgres.queue.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The walk in one row, a transaction for each page: whoever holds the row walks. All keys of a page
 * are looked up by one statement.
 *
 * <p>A store that another database walks is not walked: to this one, all its objects would be
 * orphans. The first page leaves a mark in the store, and each later one looks for it.
 */
@ApplicationScoped
public class PostgresOrphans implements Orphans {
  private static final String BEGIN = SqlFile.read("shelf/orphans_begin");
  private static final String END = SqlFile.read("shelf/orphans_end");
  private static final Map<Place, String> DOOM = statements();
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Transaction transaction;
  private final StoreMark mark;
  private final BlobWalk walk;

  PostgresOrphans(Pool pool, BlobStore blobs, BlobWalk walk) {
    this.transaction = new Transaction(pool, LONGEST);
    this.mark = new StoreMark(blobs);
    this.walk = walk;
  }

  private static Map<Place, String> statements() {
    var files = SqlFile.read("shelf/doom_files");
    var statements = new EnumMap<Place, String>(Place.class);
    statements.put(Place.UPLOADS, files);
    statements.put(Place.OUTPUTS, files);
    statements.put(Place.CHUNKS, SqlFile.read("shelf/doom_chunks"));
    statements.put(Place.THUMBNAILS, SqlFile.read("shelf/doom_thumbnails"));
    statements.put(Place.PAYLOADS, SqlFile.read("shelf/doom_payloads"));
    return statements;
  }

  @Override
  public Uni<Optional<Page>> next(Pace pace, Instant now) {
    return Futures.uni(
        () ->
            transaction.run(
                connection -> begin(connection, now).compose(from -> look(from, pace, now)),
                (connection, looked) -> write(connection, looked, pace, now)));
  }

  /** The row, or nothing while it is not due or somebody else holds it. */
  private static Future<Optional<Begun>> begin(SqlConnection connection, Instant now) {
    return connection
        .preparedQuery(BEGIN)
        .execute(Tuple.of(Columns.time(now)))
        .map(rows -> ShelfRows.stream(rows).map(Begun::of).findFirst());
  }

  private record Begun(UUID mark, Stand stand) {
    static Begun of(Row row) {
      return new Begun(
          row.getUUID("mark"), new Stand(row.getString("prefix"), row.getString("after")));
    }
  }

  private Future<Optional<Stretch>> look(Optional<Begun> begun, Pace pace, Instant now) {
    return begun
        .map(from -> Futures.future(look(from, pace, now)).map(Optional::of))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Uni<Stretch> look(Begun from, Pace pace, Instant now) {
    var place = from.stand().place();
    return mark.check(from.mark())
        .chain(() -> walk.next(place.prefix(), from.stand().after(), pace.page()))
        .map(seen -> Stretch.of(place, seen, now.minus(pace.age())));
  }

  private static Future<Optional<Page>> write(
      SqlConnection connection, Optional<Stretch> looked, Pace pace, Instant now) {
    if (looked.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    var stretch = looked.get();
    var then = stretch.then(pace.page());
    var due = now.plus(then.isPresent() ? pace.pause() : pace.every());
    var doomed = doom(connection, stretch, now);
    var ended = end(connection, then, due, now);
    return Future.all(doomed, ended)
        .map(
            done ->
                Optional.of(
                    new Page(stretch.seen().size(), doomed.result(), stretch.strange(), due)));
  }

  private static Future<Integer> doom(SqlConnection connection, Stretch stretch, Instant now) {
    if (stretch.old().isEmpty()) {
      return Future.succeededFuture(0);
    }
    var values =
        Tuple.tuple()
            .addArrayOfString(Columns.texts(stretch.old(), ObjectKey::text))
            .addOffsetDateTime(Columns.time(now))
            .addArrayOfUUID(Columns.uuids(stretch.old(), ObjectKey::id));
    return connection
        .preparedQuery(DOOM.get(stretch.place()))
        .execute(values)
        .map(doomed -> doomed.rowCount());
  }

  private static Future<?> end(
      SqlConnection connection, Optional<Stand> then, Instant due, Instant now) {
    var stand = then.orElse(Stand.NONE);
    return connection
        .preparedQuery(END)
        .execute(
            Tuple.of(
                stand.prefix(),
                stand.after(),
                Columns.time(due),
                then.isPresent() ? null : Columns.time(now)));
  }
}
