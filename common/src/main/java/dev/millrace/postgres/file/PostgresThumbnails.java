package dev.millrace.postgres.file;

import dev.millrace.file.ReadableFile;
import dev.millrace.file.Thumbnails;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Marks files with what became of their thumbnails. */
@ApplicationScoped
public class PostgresThumbnails implements Thumbnails {
  private static final String MADE = SqlFile.read("file/thumbnail_made");
  private static final String IMPOSSIBLE = SqlFile.read("file/thumbnail_impossible");

  private final Pool pool;

  PostgresThumbnails(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Boolean> made(ReadableFile file, String contentType, Instant at) {
    var values = Tuple.of(file.file().id(), contentType, file.thumbnailKey(), Columns.time(at));
    return Futures.uni(() -> Futures.query(pool, MADE, values).map(rows -> rows.size() > 0));
  }

  @Override
  public Uni<Void> impossible(UUID file) {
    return Futures.uni(() -> Futures.query(pool, IMPOSSIBLE, Tuple.of(file)).mapEmpty());
  }
}
