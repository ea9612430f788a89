package dev.millrace.postgres.file;

import dev.millrace.file.DoomedObjects;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Doomed objects on the Vert.x SQL client. No transaction waits for the store. */
@ApplicationScoped
public class PostgresDoomedObjects implements DoomedObjects {
  private static final String TAKE = SqlFile.read("shelf/doomed_take");
  private static final String DONE = SqlFile.read("shelf/doomed_done");
  private static final String WAITING = SqlFile.read("shelf/doomed_waiting");

  private final Pool pool;

  PostgresDoomedObjects(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<String>> take(Instant now, Instant again, int atMost) {
    var values = Tuple.of(Columns.time(now), Columns.time(again), atMost);
    return Futures.uni(
        () ->
            Futures.query(pool, TAKE, values)
                .map(
                    rows ->
                        ShelfRows.stream(rows).map(row -> row.getString("object_key")).toList()));
  }

  @Override
  public Uni<Void> deleted(List<String> keys) {
    var values = Tuple.tuple().addArrayOfString(keys.toArray(String[]::new));
    return Futures.uni(() -> Futures.query(pool, DONE, values).mapEmpty());
  }

  @Override
  public Uni<Waiting> waiting(Instant now, int atMost) {
    return Futures.uni(
        () ->
            Futures.query(pool, WAITING, Tuple.of(Columns.time(now), atMost))
                .map(rows -> waiting(rows.iterator().next())));
  }

  private static Waiting waiting(Row row) {
    return new Waiting(Math.toIntExact(row.getLong("waiting")), ShelfRows.time(row, "oldest"));
  }
}
