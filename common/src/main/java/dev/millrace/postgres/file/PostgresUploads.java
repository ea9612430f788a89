package dev.millrace.postgres.file;

import static dev.millrace.postgres.queue.Columns.time;

import dev.millrace.account.AccountId;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Upload;
import dev.millrace.file.Uploads;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.postgres.queue.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Uploads in PostgreSQL; each change is one statement. */
@ApplicationScoped
public class PostgresUploads implements Uploads {
  private static final String LOCK = SqlFile.read("file/lock_uploads");
  private static final String BEGIN = SqlFile.read("file/begin_upload");
  private static final String FIND = SqlFile.read("file/find_upload");
  private static final String FINISH = SqlFile.read("file/finish_upload");
  private static final String FINISHED = SqlFile.read("file/find_finished");
  private static final String KEEP_FOR = SqlFile.read("file/keep_upload_for");
  private static final String DROP = SqlFile.read("file/drop_upload");
  private static final String DUE = SqlFile.read("file/due_uploads");
  private static final String KNOWN = SqlFile.read("file/known_multiparts");
  private static final Duration BOUND = Duration.ofSeconds(8);

  private final Pool pool;
  private final Transaction transaction;

  public PostgresUploads(Pool pool) {
    this.pool = pool;
    this.transaction = new Transaction(pool, BOUND);
  }

  @Override
  public Uni<Begun> begin(Upload upload, Room room) {
    var lock = Tuple.of(upload.account().value());
    var values = values(upload, room);
    return Futures.uni(
        () ->
            transaction.run(
                connection -> connection.preparedQuery(LOCK).execute(lock),
                (connection, locked) ->
                    connection.preparedQuery(BEGIN).execute(values).map(PostgresUploads::begun)));
  }

  private static Tuple values(Upload upload, Room room) {
    var declared = upload.declared();
    return Tuple.from(
        new Object[] {
          upload.id(),
          upload.account().value(),
          upload.way().word(),
          upload.key(),
          declared.name(),
          declared.contentType(),
          declared.size().orElse(null),
          declared.sha256().orElse(null),
          declared.largest(),
          declared.isPublic(),
          seconds(declared.life()),
          upload.multipartId().orElse(null),
          time(upload.createdAt()),
          room.mostUnfinished(),
          room.storedBytes().orElse(null),
          time(upload.expiresAt())
        });
  }

  private static Integer seconds(Optional<Duration> life) {
    return life.map(time -> Math.toIntExact(time.toSeconds())).orElse(null);
  }

  private static Begun begun(RowSet<Row> rows) {
    return switch (rows.iterator().next().getInteger("reached")) {
      case 0 -> Begun.KEPT;
      case 1 -> Begun.TOO_MANY_UNFINISHED;
      default -> Begun.TOO_MANY_BYTES;
    };
  }

  @Override
  public Uni<Optional<Upload>> find(AccountId account, UUID id) {
    return first(FIND, Tuple.of(id, account.value()), UploadRows::upload);
  }

  @Override
  public Uni<Optional<Upload>> find(UUID id) {
    return first(FIND, Tuple.of(id).addUUID(null), UploadRows::upload);
  }

  @Override
  public Uni<Optional<StoredFile>> finish(UUID id, Found found, Instant at) {
    var values =
        Tuple.of(id, found.contentType(), found.size(), found.sha256().orElse(null), time(at));
    return first(FINISH, values, PostgresFiles::file)
        .chain(
            file ->
                file.isPresent()
                    ? Uni.createFrom().item(file)
                    : first(FINISHED, Tuple.of(id), PostgresFiles::file));
  }

  @Override
  public Uni<Void> keepFor(UUID id, Optional<Duration> life) {
    return rows(KEEP_FOR, Tuple.of(id).addInteger(seconds(life))).replaceWithVoid();
  }

  @Override
  public Uni<Boolean> drop(UUID id, Instant at) {
    return first(DROP, Tuple.of(id, time(at)), row -> row.getUUID("id")).map(Optional::isPresent);
  }

  @Override
  public Uni<List<Upload>> due(Instant at, int atMost) {
    return rows(DUE, Tuple.of(time(at), atMost)).map(rows -> rows.map(UploadRows::upload).toList());
  }

  @Override
  public Uni<Set<String>> knownMultiparts(Collection<String> multipartIds) {
    var values = Tuple.tuple().addArrayOfString(multipartIds.toArray(String[]::new));
    return rows(KNOWN, values)
        .map(
            rows ->
                rows.map(row -> row.getString("multipart_id"))
                    .collect(Collectors.toUnmodifiableSet()));
  }

  private <T> Uni<Optional<T>> first(String statement, Tuple values, Function<Row, T> read) {
    return rows(statement, values).map(rows -> rows.findFirst().map(read));
  }

  private Uni<Stream<Row>> rows(String statement, Tuple values) {
    return Futures.uni(() -> Futures.query(pool, statement, values))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false));
  }
}
