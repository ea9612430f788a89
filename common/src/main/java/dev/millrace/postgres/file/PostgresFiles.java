package dev.millrace.postgres.file;

import dev.millrace.account.AccountId;
import dev.millrace.file.Files;
import dev.millrace.file.StoredFile;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Futures;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Files as their owners see them. */
@ApplicationScoped
public class PostgresFiles implements Files {
  private static final String FIND = SqlFile.read("file/find");

  private final Pool pool;

  PostgresFiles(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<StoredFile>> find(AccountId account, UUID id) {
    return Futures.uni(
        () -> Futures.query(pool, FIND, Tuple.of(id, account.value())).map(PostgresFiles::first));
  }

  private static Optional<StoredFile> first(RowSet<Row> rows) {
    var found = rows.iterator();
    return found.hasNext() ? Optional.of(file(found.next())) : Optional.empty();
  }

  /** From the columns that each statement on files answers with. */
  public static StoredFile file(Row row) {
    return new StoredFile(
        row.getUUID("id"),
        row.getString("object_key"),
        row.getString("name"),
        row.getString("content_type"),
        row.getLong("size"));
  }
}
