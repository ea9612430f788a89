package dev.millrace.postgres.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SqlFile;
import dev.millrace.secret.Sealer;
import dev.millrace.webhook.Secret;
import dev.millrace.webhook.Secrets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Webhook secrets in PostgreSQL: sealed where there is a master key. One that lies there as it is
 * from a time when there was none is sealed when it is read.
 */
@ApplicationScoped
public class PostgresSecrets implements Secrets {
  private static final String SECRETS = SqlFile.read("webhook/secrets");
  private static final String MAKE = SqlFile.read("webhook/make_secrets");
  private static final String ROTATE = SqlFile.read("webhook/rotate_secret");
  private static final String SEAL = SqlFile.read("webhook/seal_secret");
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int MOST_ROTATIONS_AT_ONCE = 3;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Pool pool;
  private final Sealer sealer;

  PostgresSecrets(Pool pool, Sealer sealer) {
    this.pool = pool;
    this.sealer = sealer;
  }

  @Override
  public Uni<Map<AccountId, List<Secret>>> signing(Collection<AccountId> accounts, Instant now) {
    return known(accounts, now)
        .chain(
            found ->
                found.keySet().containsAll(accounts)
                    ? Uni.createFrom().item(found)
                    : make(accounts, now).chain(() -> known(accounts, now)));
  }

  private Uni<Map<AccountId, List<Secret>>> known(Collection<AccountId> accounts, Instant now) {
    return query(SECRETS, Tuple.of(uuids(accounts), Rows.time(now)))
        .map(rows -> Rows.all(rows, row -> SigningRow.of(row, sealer)))
        .call(this::sealPlain)
        .map(PostgresSecrets::byAccount);
  }

  private static Map<AccountId, List<Secret>> byAccount(List<SigningRow> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                SigningRow::account,
                LinkedHashMap::new,
                Collectors.mapping(SigningRow::secret, Collectors.toList())));
  }

  private Uni<?> sealPlain(List<SigningRow> rows) {
    var plain = rows.stream().filter(SigningRow::isPlain).toList();
    if (plain.isEmpty() || !sealer.isOn()) {
      return Uni.createFrom().voidItem();
    }
    var each = plain.stream().map(this::sealing).toList();
    return pool.withConnection(connection -> connection.preparedQuery(SEAL).executeBatch(each));
  }

  private Tuple sealing(SigningRow row) {
    var values = new ArrayList<Object>();
    values.add(row.id());
    values.addAll(row.seal(sealer));
    return Tuple.from(values);
  }

  private Uni<RowSet<Row>> make(Collection<AccountId> accounts, Instant now) {
    var rows = accounts.stream().map(PostgresSecrets::fresh).toList();
    var columns = rows.stream().map(row -> row.columns(sealer)).toList();
    return query(
        MAKE,
        Tuple.from(
            List.of(
                rows.stream().map(row -> row.account().value()).toArray(UUID[]::new),
                rows.stream().map(SigningRow::id).toArray(UUID[]::new),
                columns.stream().map(List::getFirst).toArray(String[]::new),
                columns.stream().map(column -> column.get(1)).toArray(String[]::new),
                columns.stream().map(column -> column.get(2)).toArray(Buffer[]::new),
                columns.stream().map(List::getLast).toArray(Buffer[]::new),
                Rows.time(now))));
  }

  private static SigningRow fresh(AccountId account) {
    return new SigningRow(account, UUID.randomUUID(), Secret.generate(RANDOM), true);
  }

  @Override
  public Uni<Optional<Secret>> rotate(AccountId account, Instant now, Instant oldSignsUntil) {
    return Uni.createFrom()
        .deferred(() -> rotateOnce(fresh(account), now, oldSignsUntil))
        .onFailure(PostgresSecrets::anotherCameFirst)
        .retry()
        .atMost(MOST_ROTATIONS_AT_ONCE);
  }

  private Uni<Optional<Secret>> rotateOnce(SigningRow fresh, Instant now, Instant oldSignsUntil) {
    var values =
        new ArrayList<Object>(
            List.of(
                fresh.account().value(),
                Rows.time(now),
                Rows.time(oldSignsUntil),
                MOST_SIGNING,
                fresh.id()));
    values.addAll(fresh.columns(sealer));
    return query(ROTATE, Tuple.from(values)).map(rows -> Rows.first(rows, row -> fresh.secret()));
  }

  private static boolean anotherCameFirst(Throwable failure) {
    return failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState());
  }

  private Uni<RowSet<Row>> query(String statement, Tuple values) {
    return pool.withConnection(connection -> connection.preparedQuery(statement).execute(values));
  }

  private static UUID[] uuids(Collection<AccountId> accounts) {
    return accounts.stream().map(AccountId::value).toArray(UUID[]::new);
  }
}
