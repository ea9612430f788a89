package dev.millrace.postgres.file;

import static dev.millrace.postgres.queue.Columns.time;

import dev.millrace.file.Landings;
import dev.millrace.file.ShelvedFile;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Uploads;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Futures;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Landings in PostgreSQL: one statement, which one caller wins. */
@ApplicationScoped
public class PostgresLandings implements Landings {
  private static final String LAND = SqlFile.read("file/land_upload");

  private final Pool pool;

  public PostgresLandings(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<StoredFile>> land(
      UUID upload, String key, Uploads.Found found, ShelvedFile.Source source, Instant at) {
    var values =
        Tuple.tuple()
            .addUUID(upload)
            .addString(key)
            .addString(found.contentType())
            .addLong(found.size())
            .addString(found.sha256().orElse(null))
            .addString(source.word())
            .addOffsetDateTime(time(at));
    return Futures.uni(() -> Futures.query(pool, LAND, values))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(PostgresFiles::file));
  }
}
