package dev.millrace.postgres.file;

import dev.millrace.account.AccountId;
import dev.millrace.file.ReadableFile;
import dev.millrace.file.ReadableFiles;
import dev.millrace.file.Thumbnail;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Futures;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Files as their readers see them, each by its primary key. */
@ApplicationScoped
public class PostgresReadableFiles implements ReadableFiles {
  private static final String FIND = SqlFile.read("file/find_readable");

  private final Pool pool;

  PostgresReadableFiles(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<ReadableFile>> find(Optional<AccountId> reader, UUID id) {
    var values = Tuple.of(id, reader.map(AccountId::value).orElse(null));
    return Futures.uni(() -> Futures.query(pool, FIND, values).map(PostgresReadableFiles::first));
  }

  private static Optional<ReadableFile> first(RowSet<Row> rows) {
    var found = rows.iterator();
    return found.hasNext() ? Optional.of(file(found.next())) : Optional.empty();
  }

  private static ReadableFile file(Row row) {
    return new ReadableFile(
        new AccountId(row.getUUID("account_id")),
        PostgresFiles.file(row),
        thumbnail(row),
        instant(row, "ends_at"),
        instant(row, "expired_at"));
  }

  private static Thumbnail thumbnail(Row row) {
    var state = row.getString("thumbnail");
    return switch (state) {
      case "unmade" -> new Thumbnail.Unmade();
      case "made" -> new Thumbnail.Made(row.getString("thumbnail_type"));
      case "impossible" -> new Thumbnail.Impossible();
      default -> throw new IllegalStateException("no such state of a thumbnail: " + state);
    };
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
