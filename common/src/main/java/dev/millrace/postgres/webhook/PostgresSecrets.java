package dev.millrace.postgres.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SqlFile;
import dev.millrace.webhook.Secret;
import dev.millrace.webhook.Secrets;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Webhook secrets in PostgreSQL. */
@ApplicationScoped
public class PostgresSecrets implements Secrets {
  private static final String SECRETS = SqlFile.read("webhook/secrets");
  private static final String MAKE = SqlFile.read("webhook/make_secrets");
  private static final String ROTATE = SqlFile.read("webhook/rotate_secret");
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int MOST_ROTATIONS_AT_ONCE = 3;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Pool pool;

  PostgresSecrets(Pool pool) {
    this.pool = pool;
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
        .map(
            rows ->
                Rows.all(rows, row -> row).stream()
                    .collect(
                        Collectors.groupingBy(
                            row -> new AccountId(row.getUUID("account_id")),
                            LinkedHashMap::new,
                            Collectors.mapping(
                                row -> new Secret(row.getString("secret")), Collectors.toList()))));
  }

  private Uni<RowSet<Row>> make(Collection<AccountId> accounts, Instant now) {
    var texts =
        Stream.generate(() -> Secret.generate(RANDOM).text())
            .limit(accounts.size())
            .toArray(String[]::new);
    return query(MAKE, Tuple.of(uuids(accounts), texts, Rows.time(now)));
  }

  @Override
  public Uni<Optional<Secret>> rotate(AccountId account, Instant now, Instant oldSignsUntil) {
    return Uni.createFrom()
        .deferred(() -> rotateOnce(account, now, oldSignsUntil))
        .onFailure(PostgresSecrets::anotherCameFirst)
        .retry()
        .atMost(MOST_ROTATIONS_AT_ONCE);
  }

  private Uni<Optional<Secret>> rotateOnce(AccountId account, Instant now, Instant oldSignsUntil) {
    var values =
        Tuple.from(
            List.of(
                account.value(),
                Secret.generate(RANDOM).text(),
                Rows.time(now),
                Rows.time(oldSignsUntil),
                MOST_SIGNING));
    return query(ROTATE, values)
        .map(rows -> Rows.first(rows, row -> new Secret(row.getString("secret"))));
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
