package dev.millrace.postgres.file;

import dev.millrace.file.FileUpkeep;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.postgres.queue.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Ends and forgets files, a batch a transaction. The files are locked by one statement and judged
 * by the next, which sees every tag and use that was there before the lock.
 */
@ApplicationScoped
public class PostgresFileUpkeep implements FileUpkeep {
  private static final String OVERDUE = SqlFile.read("shelf/overdue");
  private static final String EXPIRE = SqlFile.read("shelf/expire");
  private static final String FORGET = SqlFile.read("shelf/forget");
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Pool pool;
  private final Transaction transaction;

  PostgresFileUpkeep(Pool pool) {
    this.pool = pool;
    this.transaction = new Transaction(pool, LONGEST);
  }

  @Override
  public Uni<Round> expire(Instant now, Instant lookAgain, int atMost) {
    return Futures.uni(
        () ->
            transaction.run(
                connection -> overdue(connection, now, atMost),
                (connection, ids) -> expire(connection, ids, now, lookAgain)));
  }

  private static Future<UUID[]> overdue(SqlConnection connection, Instant now, int atMost) {
    return connection
        .preparedQuery(OVERDUE)
        .execute(Tuple.of(Columns.time(now), atMost))
        .map(rows -> ShelfRows.stream(rows).map(row -> row.getUUID("id")).toArray(UUID[]::new));
  }

  private static Future<Round> expire(
      SqlConnection connection, UUID[] ids, Instant now, Instant lookAgain) {
    if (ids.length == 0) {
      return Future.succeededFuture(new Round(0, 0));
    }
    var values =
        Tuple.tuple()
            .addArrayOfUUID(ids)
            .addOffsetDateTime(Columns.time(now))
            .addOffsetDateTime(Columns.time(lookAgain));
    return connection
        .preparedQuery(EXPIRE)
        .execute(values)
        .map(
            rows ->
                new Round(ids.length, Math.toIntExact(rows.iterator().next().getLong("expired"))));
  }

  @Override
  public Uni<Integer> forget(Instant expiredBefore, int atMost) {
    var values = Tuple.of(Columns.time(expiredBefore), atMost);
    return Futures.uni(
        () -> Futures.query(pool, FORGET, values).map(forgotten -> forgotten.rowCount()));
  }
}
