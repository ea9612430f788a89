package dev.millrace.postgres.file;

import dev.millrace.blob.PassingObjects;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Futures;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Objects that are written to be deleted again soon. */
@ApplicationScoped
public class PostgresPassingObjects implements PassingObjects {
  private static final String DOOM = SqlFile.read("file/doom_at");

  private final Pool pool;

  PostgresPassingObjects(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> doom(List<String> keys, Instant due) {
    var values =
        Tuple.tuple()
            .addArrayOfString(keys.toArray(String[]::new))
            .addOffsetDateTime(due.atOffset(ZoneOffset.UTC));
    return Futures.uni(() -> Futures.query(pool, DOOM, values).mapEmpty());
  }
}
