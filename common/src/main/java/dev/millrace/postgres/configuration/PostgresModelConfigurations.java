package dev.millrace.postgres.configuration;

import dev.millrace.account.AccountId;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.postgres.SqlFile;
import dev.millrace.vault.ModelConfigurations;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Model configurations in PostgreSQL. */
@ApplicationScoped
public class PostgresModelConfigurations implements ModelConfigurations {
  private static final String LIST = SqlFile.read("configuration/list");
  private static final String FIND = SqlFile.read("configuration/find");
  private static final String LOCK = SqlFile.read("key/lock_account");
  private static final String CREATE = SqlFile.read("configuration/create");
  private static final String UPDATE = SqlFile.read("configuration/update");
  private static final String DELETE = SqlFile.read("configuration/delete");
  private static final String CLEAR_DEFAULT = SqlFile.read("configuration/clear_default");
  private static final String MAKE_DEFAULT = SqlFile.read("configuration/make_default");
  private static final String USES = SqlFile.read("configuration/uses");
  private static final String RUNS = SqlFile.read("configuration/runs");
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String ONE_OF_A_KIND = "model_config_unique";

  private final Pool pool;

  PostgresModelConfigurations(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<ModelConfiguration>> list(AccountId account) {
    return query(LIST, Tuple.of(account.value()))
        .map(rows -> stream(rows).map(ConfigurationColumns::configuration).toList());
  }

  @Override
  public Uni<Optional<ModelConfiguration>> find(AccountId account, UUID id) {
    return query(FIND, Tuple.of(account.value(), id)).map(PostgresModelConfigurations::first);
  }

  @Override
  public Uni<Made> create(ModelConfiguration made, int most) {
    var values =
        Tuple.of(
            made.id(),
            made.account().value(),
            made.provider(),
            made.modelId(),
            made.providerKey().orElse(null),
            made.enabled());
    values
        .addBoolean(false)
        .addString(made.settings().toString())
        .addOffsetDateTime(ConfigurationColumns.utc(made.createdAt()))
        .addInteger(most);
    return orTaken(
        inTransaction(
            connection ->
                run(connection, LOCK, Tuple.of(made.account().value()))
                    .compose(
                        locked ->
                            locked.rowCount() == 0
                                ? Future.succeededFuture(Made.ACCOUNT_UNKNOWN)
                                : run(connection, CREATE, values)
                                    .map(rows -> applied(rows, Made.TOO_MANY)))));
  }

  @Override
  public Uni<Made> update(ModelConfiguration before, ModelConfiguration after) {
    var values =
        Tuple.of(
            before.account().value(),
            before.id(),
            ConfigurationColumns.utc(before.updatedAt()),
            after.providerKey().orElse(null),
            after.enabled(),
            after.settings().toString());
    values.addOffsetDateTime(ConfigurationColumns.utc(after.updatedAt()));
    return orTaken(query(UPDATE, values).map(rows -> applied(rows, Made.CHANGED)));
  }

  private static Made applied(RowSet<Row> rows, Made otherwise) {
    return rows.rowCount() == 0 ? otherwise : Made.APPLIED;
  }

  private static Uni<Made> orTaken(Uni<Made> made) {
    return made.onFailure(PostgresModelConfigurations::isTaken).recoverWithItem(Made.TAKEN);
  }

  private static boolean isTaken(Throwable failure) {
    return failure instanceof PgException refusal
        && UNIQUE_VIOLATION.equals(refusal.getSqlState())
        && ONE_OF_A_KIND.equals(refusal.getConstraint());
  }

  @Override
  public Uni<Boolean> delete(AccountId account, UUID id) {
    return query(DELETE, Tuple.of(account.value(), id)).map(deleted -> deleted.rowCount() > 0);
  }

  @Override
  public Uni<Optional<ModelConfiguration>> makeDefault(AccountId account, UUID id, Instant now) {
    var values = Tuple.of(account.value(), id, ConfigurationColumns.utc(now));
    return inTransaction(
        connection ->
            run(connection, LOCK, Tuple.of(account.value()))
                .compose(locked -> run(connection, CLEAR_DEFAULT, values))
                .compose(cleared -> run(connection, MAKE_DEFAULT, values))
                .map(PostgresModelConfigurations::first));
  }

  @Override
  public Uni<Map<UUID, Use>> uses(AccountId account) {
    return query(USES, Tuple.of(account.value(), MOST_COUNTED))
        .map(
            rows ->
                stream(rows)
                    .collect(
                        Collectors.toMap(row -> row.getUUID("id"), ConfigurationColumns::use)));
  }

  @Override
  public Uni<List<Run>> runs(AccountId account, UUID id, int most) {
    return query(RUNS, Tuple.of(account.value(), id, most))
        .map(rows -> stream(rows).map(ConfigurationColumns::run).toList());
  }

  private static Optional<ModelConfiguration> first(RowSet<Row> rows) {
    return stream(rows).map(ConfigurationColumns::configuration).findFirst();
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
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
