package dev.millrace.postgres.file;

import dev.millrace.account.AccountId;
import dev.millrace.file.InputFiles;
import dev.millrace.file.StoredFile;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The files that inputs name. */
@ApplicationScoped
public class PostgresInputFiles implements InputFiles {
  private static final String NAMED = SqlFile.read("file/named");
  private static final String OUTPUT_LIFE = SqlFile.read("file/output_life");

  private final Pool pool;

  PostgresInputFiles(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<Found>> find(AccountId account, Collection<UUID> ids, Instant now) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(ids.toArray(UUID[]::new))
            .addUUID(account.value())
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
    return Futures.uni(
        () ->
            Futures.query(pool, NAMED, values)
                .map(
                    rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                            .map(PostgresInputFiles::found)
                            .toList()));
  }

  private static Found found(Row row) {
    var id = row.getUUID("id");
    if (row.getBoolean("unfinished")) {
      return new Found.Unfinished(id);
    }
    var expired = row.getOffsetDateTime("expired");
    if (expired != null) {
      return new Found.Expired(id, expired.toInstant());
    }
    var file =
        new StoredFile(
            id,
            row.getString("object_key"),
            row.getString("name"),
            row.getString("content_type"),
            row.getLong("size"));
    return new Found.Ready(file, row.getBoolean("own"));
  }

  @Override
  public Uni<Optional<Duration>> outputLife(RequestId request) {
    return Futures.uni(
        () ->
            Futures.query(pool, OUTPUT_LIFE, Tuple.of(request.value()))
                .map(PostgresInputFiles::life));
  }

  private static Optional<Duration> life(RowSet<Row> rows) {
    var found = rows.iterator();
    return found.hasNext()
        ? Optional.ofNullable(found.next().getInteger("files_seconds")).map(Duration::ofSeconds)
        : Optional.empty();
  }
}
