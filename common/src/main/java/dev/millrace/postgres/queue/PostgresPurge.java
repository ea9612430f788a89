package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.file.StoredFile;
import dev.millrace.history.Purge;
import dev.millrace.postgres.SqlFile;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Deletes payloads, each deletion one statement. */
@ApplicationScoped
public class PostgresPurge implements Purge {
  private static final String PURGE = SqlFile.read("history/purge");
  private static final String FILES = SqlFile.read("history/files_of");
  private static final String FORGET = SqlFile.read("history/forget_files");

  private final Pool pool;

  PostgresPurge(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Instant>> purge(AccountId account, RequestId id, Instant now) {
    var values = Tuple.of(id.value(), account.value(), Columns.time(now));
    return Futures.uni(() -> Futures.query(pool, PURGE, values).map(PostgresPurge::purgedAt));
  }

  @Override
  public Uni<List<StoredFile>> filesOf(AccountId account, RequestId id) {
    return Futures.uni(
        () ->
            Futures.query(pool, FILES, Tuple.of(id.value(), account.value()))
                .map(
                    rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                            .map(PostgresFiles::file)
                            .toList()));
  }

  @Override
  public Uni<Void> forget(AccountId account, List<UUID> files) {
    var values = Tuple.tuple().addArrayOfUUID(files.toArray(UUID[]::new)).addUUID(account.value());
    return Futures.uni(() -> Futures.query(pool, FORGET, values).mapEmpty());
  }

  private static Optional<Instant> purgedAt(RowSet<Row> rows) {
    var found = rows.iterator();
    return found.hasNext()
        ? ClaimRows.instant(found.next(), "payloads_purged_at")
        : Optional.empty();
  }
}
