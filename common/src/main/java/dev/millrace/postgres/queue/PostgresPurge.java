package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
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
import java.util.stream.StreamSupport;

/** Deletes payloads, each deletion one statement. */
@ApplicationScoped
public class PostgresPurge implements Purge {
  private static final String PURGE = SqlFile.read("history/purge");
  private static final String DOOM = SqlFile.read("file/doom_outputs");

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
  public Uni<List<DoomedFile>> doomOutputs(AccountId account, RequestId id, Instant now) {
    var values = Tuple.of(id.value(), account.value(), Columns.time(now));
    return Futures.uni(
        () ->
            Futures.query(pool, DOOM, values)
                .map(
                    rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                            .map(PostgresPurge::doomed)
                            .toList()));
  }

  private static DoomedFile doomed(Row row) {
    return new DoomedFile(
        row.getUUID("id"), row.getString("name"), List.of(row.getArrayOfStrings("object_keys")));
  }

  private static Optional<Instant> purgedAt(RowSet<Row> rows) {
    var found = rows.iterator();
    return found.hasNext()
        ? ClaimRows.instant(found.next(), "payloads_purged_at")
        : Optional.empty();
  }
}
