package dev.millrace.postgres.file;

import dev.millrace.account.AccountId;
import dev.millrace.file.Tag;
import dev.millrace.file.Tags;
import dev.millrace.id.UuidV7;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.postgres.queue.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Tags on the Vert.x SQL client. */
@ApplicationScoped
public class PostgresTags implements Tags {
  private static final String LIST = SqlFile.read("shelf/tags");
  private static final String FIND = SqlFile.read("shelf/find_tag");
  private static final String LOCK = SqlFile.read("shelf/lock_tags");
  private static final String MAKE = SqlFile.read("shelf/make_tag");
  private static final String DELETE = SqlFile.read("shelf/delete_tag");
  private static final String LOCK_FILE = SqlFile.read("shelf/lock_file");
  private static final String PUT = SqlFile.read("shelf/put_tag");
  private static final String TAKE = SqlFile.read("shelf/take_tag");
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Pool pool;
  private final Transaction transaction;
  private final RandomGenerator random = new SecureRandom();
  private final int most;
  private final int mostOfAFile;

  PostgresTags(Pool pool, ShelfConfig config) {
    this.pool = pool;
    this.transaction = new Transaction(pool, LONGEST);
    this.most = config.tags();
    this.mostOfAFile = config.tagsOfAFile();
  }

  @Override
  public Uni<List<Counted>> list(AccountId account) {
    return Futures.uni(
        () ->
            Futures.query(pool, LIST, Tuple.of(account.value()))
                .map(rows -> ShelfRows.stream(rows).map(PostgresTags::counted).toList()));
  }

  private static Counted counted(Row row) {
    return new Counted(ShelfRows.tag(row), row.getLong("files"));
  }

  @Override
  public Uni<Optional<Tag>> make(AccountId account, String name, Instant now) {
    var values =
        Tuple.of(UuidV7.next(now, random), account.value(), name, Columns.time(now), (Object) most);
    return Futures.uni(
        () ->
            transaction.run(
                connection -> connection.preparedQuery(LOCK).execute(Tuple.of(account.value())),
                (connection, locked) ->
                    connection
                        .preparedQuery(MAKE)
                        .execute(values)
                        .map(rows -> ShelfRows.stream(rows).map(ShelfRows::tag).findFirst())));
  }

  @Override
  public Uni<Optional<Tag>> find(AccountId account, UUID tag) {
    return Futures.uni(
        () ->
            Futures.query(pool, FIND, Tuple.of(tag, account.value()))
                .map(rows -> ShelfRows.stream(rows).map(ShelfRows::tag).findFirst()));
  }

  @Override
  public Uni<Boolean> delete(AccountId account, UUID tag) {
    return Futures.uni(
        () ->
            Futures.query(pool, DELETE, Tuple.of(tag, account.value()))
                .map(rows -> rows.rowCount() > 0));
  }

  @Override
  public Uni<Put> put(AccountId account, UUID file, UUID tag, Instant now) {
    return Futures.uni(
        () ->
            transaction.run(
                connection ->
                    connection
                        .preparedQuery(LOCK_FILE)
                        .execute(Tuple.of(file, account.value(), Columns.time(now)))
                        .map(rows -> rows.rowCount() > 0),
                (connection, known) ->
                    known
                        ? put(connection, Tuple.of(file, tag, account.value(), mostOfAFile))
                        : Future.succeededFuture(Put.UNKNOWN)));
  }

  private static Future<Put> put(SqlConnection connection, Tuple values) {
    return connection
        .preparedQuery(PUT)
        .execute(values)
        .map(rows -> rows.iterator().next())
        .map(
            row -> {
              if (!row.getBoolean("known")) {
                return Put.UNKNOWN;
              }
              return row.getBoolean("has_it") ? Put.DONE : Put.FULL;
            });
  }

  @Override
  public Uni<Boolean> take(AccountId account, UUID file, UUID tag) {
    return Futures.uni(
        () ->
            Futures.query(pool, TAKE, Tuple.of(file, account.value(), tag))
                .map(rows -> rows.iterator().next().getLong("files") > 0));
  }
}
