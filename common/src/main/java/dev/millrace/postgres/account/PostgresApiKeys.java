package dev.millrace.postgres.account;

import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.NewKey;
import dev.millrace.account.SpendCap.Period;
import dev.millrace.id.UuidV7;
import dev.millrace.ledger.ApiKeys;
import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Keys in PostgreSQL: their digests and terms. */
@ApplicationScoped
public class PostgresApiKeys implements ApiKeys {
  private static final String FIND = SqlFile.read("key/find");
  private static final String LIST = SqlFile.read("key/list");
  private static final String LOCK = SqlFile.read("key/lock_account");
  private static final String CREATE = SqlFile.read("key/create");
  private static final String CAP = SqlFile.read("account/set_spend_cap");
  private static final String REPLACE = SqlFile.read("key/replace");
  private static final String UPDATE = SqlFile.read("key/update");
  private static final String REVOKE = SqlFile.read("key/revoke");
  private static final String NOTE_USE = SqlFile.read("key/note_use");

  private final Pool pool;

  PostgresApiKeys(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Made> create(NewKey key, int most) {
    return inTransaction(connection -> make(connection, key, most));
  }

  @Override
  public Uni<Made> replace(KeyRecord before, NewKey key, Instant oldEnds, int most) {
    return inTransaction(
            connection ->
                make(connection, key, most)
                    .compose(
                        made ->
                            made == Made.APPLIED
                                ? succeed(connection, before, key, oldEnds)
                                : Future.succeededFuture(made)))
        .onFailure(NotAsBefore.class)
        .recoverWithItem(Made.CHANGED);
  }

  /** Takes back what the transaction did so far. */
  private static final class NotAsBefore extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static Future<Made> make(SqlConnection connection, NewKey key, int most) {
    return run(connection, LOCK, Tuple.of(key.account().value()))
        .compose(
            locked ->
                locked.rowCount() == 0
                    ? Future.succeededFuture(Made.ACCOUNT_UNKNOWN)
                    : makeLocked(connection, key, most));
  }

  private static Future<Made> makeLocked(SqlConnection connection, NewKey key, int most) {
    return run(connection, CREATE, row(key, most))
        .compose(
            made ->
                made.rowCount() == 0
                    ? Future.succeededFuture(Made.TOO_MANY)
                    : setCaps(connection, key).map(Made.APPLIED));
  }

  private static Tuple row(NewKey key, int most) {
    var values = new ArrayList<>();
    values.addAll(
        List.of(
            key.id(),
            key.account().value(),
            key.key().sha256(),
            key.key().kind().name(),
            key.label().name(),
            key.key().hint()));
    values.addAll(KeyColumns.bounds(key.terms()));
    values.add(key.label().project().orElse(null));
    values.add(KeyColumns.expiry(key.terms()));
    values.add(KeyColumns.utc(key.at()));
    values.add(most);
    return Tuple.from(values);
  }

  private static Future<Void> setCaps(SqlConnection connection, NewKey key) {
    var done = Future.<Void>succeededFuture();
    for (var period : Period.values()) {
      var cap = key.caps().amount(period);
      if (cap.isPresent()) {
        done = done.compose(before -> setCap(connection, key, period, cap.get()));
      }
    }
    return done;
  }

  private static Future<Void> setCap(
      SqlConnection connection, NewKey key, Period period, Money amount) {
    return run(
            connection,
            CAP,
            Tuple.of(
                UuidV7.next(key.at(), ThreadLocalRandom.current()),
                key.account().value(),
                key.id(),
                period.word(),
                amount.nanos(),
                KeyColumns.utc(key.at())))
        .mapEmpty();
  }

  private static Future<Made> succeed(
      SqlConnection connection, KeyRecord before, NewKey key, Instant oldEnds) {
    var values =
        Tuple.of(
            before.account().value(),
            before.id(),
            KeyColumns.utc(before.history().updatedAt()),
            key.id(),
            KeyColumns.utc(oldEnds),
            KeyColumns.utc(key.at()));
    return run(connection, REPLACE, values)
        .map(
            replaced -> {
              if (replaced.rowCount() == 0) {
                throw new NotAsBefore();
              }
              return Made.APPLIED;
            });
  }

  @Override
  public Uni<Optional<KeyRecord>> find(AccountId account, UUID key) {
    return query(FIND, Tuple.of(account.value(), key))
        .map(rows -> records(rows).stream().findFirst());
  }

  @Override
  public Uni<List<KeyRecord>> list(
      AccountId account, Optional<UUID> after, boolean revokedToo, int limit) {
    return query(LIST, Tuple.of(account.value(), after.orElse(null), limit, revokedToo))
        .map(PostgresApiKeys::records);
  }

  private static List<KeyRecord> records(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(KeyColumns::record).toList();
  }

  @Override
  public Uni<Boolean> update(KeyRecord before, NewKey.Label label, KeyTerms terms, Instant at) {
    var values = new ArrayList<>();
    values.add(before.account().value());
    values.add(before.id());
    values.add(KeyColumns.utc(before.history().updatedAt()));
    values.add(label.name());
    values.addAll(KeyColumns.bounds(terms));
    values.add(label.project().orElse(null));
    values.add(KeyColumns.expiry(terms));
    values.add(KeyColumns.utc(at));
    return query(UPDATE, Tuple.from(values)).map(changed -> changed.rowCount() > 0);
  }

  @Override
  public Uni<Boolean> revoke(AccountId account, UUID key, Instant at) {
    return query(REVOKE, Tuple.of(account.value(), key, KeyColumns.utc(at)))
        .map(revoked -> revoked.rowCount() > 0);
  }

  @Override
  public Uni<Void> used(Map<UUID, Instant> lastUses) {
    var keys = lastUses.keySet().toArray(UUID[]::new);
    var times =
        Arrays.stream(keys).map(lastUses::get).map(KeyColumns::utc).toArray(OffsetDateTime[]::new);
    var values = Tuple.tuple().addArrayOfUUID(keys).addArrayOfOffsetDateTime(times);
    return query(NOTE_USE, values).replaceWithVoid();
  }

  private Uni<RowSet<Row>> query(String statement, Tuple values) {
    return Uni.createFrom()
        .completionStage(() -> pool.preparedQuery(statement).execute(values).toCompletionStage());
  }

  private <T> Uni<T> inTransaction(Function<SqlConnection, Future<T>> work) {
    return Uni.createFrom().completionStage(() -> pool.withTransaction(work).toCompletionStage());
  }

  private static Future<RowSet<Row>> run(SqlConnection connection, String statement, Tuple values) {
    return connection.preparedQuery(statement).execute(values);
  }
}
