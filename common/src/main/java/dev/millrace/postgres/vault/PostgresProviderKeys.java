package dev.millrace.postgres.vault;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SealColumns;
import dev.millrace.postgres.SqlFile;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.ProviderKey;
import dev.millrace.vault.Made;
import dev.millrace.vault.ProviderKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Provider keys in PostgreSQL. */
@ApplicationScoped
public class PostgresProviderKeys implements ProviderKeys {
  private static final String NAME_UNIQUE = "provider_key_name_unique";
  private static final String LIST = SqlFile.read("vault/keys");
  private static final String FIND = SqlFile.read("vault/key");
  private static final String CREATE = SqlFile.read("vault/create_key");
  private static final String UPDATE = SqlFile.read("vault/update_key");
  private static final String CLEAR_DEFAULT = SqlFile.read("vault/clear_default");
  private static final String TEST = SqlFile.read("vault/test_key");
  private static final String DELETE = SqlFile.read("vault/delete_key");
  private static final String USES = SqlFile.read("vault/uses");

  private final Statements statements;

  PostgresProviderKeys(Pool pool) {
    this.statements = new Statements(pool);
  }

  @Override
  public Uni<Optional<ProviderKey>> find(AccountId account, UUID id) {
    return statements
        .list(FIND, Tuple.of(account.value(), id), ProviderKeyColumns::kept)
        .map(found -> found.stream().map(KeptKey::key).findFirst());
  }

  @Override
  public Uni<List<KeptKey>> list(AccountId account) {
    return statements.list(LIST, Tuple.of(account.value()), ProviderKeyColumns::kept);
  }

  @Override
  public Uni<Made> create(KeptKey kept, int most) {
    var key = kept.key();
    return statements.alone(
        key.account(),
        NAME_UNIQUE,
        connection ->
            clearDefault(connection, key)
                .compose(cleared -> Statements.run(connection, CREATE, created(kept, most)))
                .compose(
                    made ->
                        made.rowCount() == 0
                            ? Statements.undo(Made.TOO_MANY)
                            : Future.succeededFuture(Made.APPLIED)));
  }

  private static Tuple created(KeptKey kept, int most) {
    var key = kept.key();
    var values = new ArrayList<Object>(List.of(key.id(), key.account().value(), key.provider()));
    values.addAll(ProviderKeyColumns.values(kept));
    values.addAll(SealColumns.values(key.sealed()));
    values.add(SealedColumns.utc(key.createdAt()));
    values.add(most);
    return Tuple.from(values);
  }

  @Override
  public Uni<Made> update(KeptKey before, KeptKey after) {
    return statements.alone(
        before.key().account(),
        NAME_UNIQUE,
        connection ->
            clearDefault(connection, after.key())
                .compose(cleared -> Statements.run(connection, UPDATE, updated(before, after)))
                .compose(
                    changed ->
                        changed.rowCount() == 0
                            ? Statements.undo(Made.CHANGED)
                            : Future.succeededFuture(Made.APPLIED)));
  }

  private static Tuple updated(KeptKey before, KeptKey after) {
    var key = after.key();
    var values = new ArrayList<Object>(List.of(key.id(), key.account().value()));
    values.add(SealedColumns.utc(before.key().updatedAt()));
    values.addAll(ProviderKeyColumns.values(after));
    values.addAll(
        before.key().sealed() == key.sealed()
            ? Arrays.asList(null, null, null)
            : SealColumns.values(key.sealed()));
    values.add(SealedColumns.utc(key.updatedAt()));
    return Tuple.from(values);
  }

  /** Whatever becomes the default, nothing else stays it. */
  private static Future<Void> clearDefault(SqlConnection connection, ProviderKey key) {
    if (!key.isDefault()) {
      return Future.succeededFuture();
    }
    var values =
        Tuple.of(
            key.account().value(),
            key.provider(),
            key.onlyFor().orElse(null),
            key.id(),
            SealedColumns.utc(key.updatedAt()));
    return Statements.run(connection, CLEAR_DEFAULT, values).mapEmpty();
  }

  @Override
  public Uni<Void> tested(KeptKey read, KeptKey.Tested tested) {
    var key = read.key();
    var values =
        Tuple.of(
            key.account().value(),
            key.id(),
            SealedColumns.utc(key.updatedAt()),
            SealedColumns.utc(tested.at()),
            tested.valid());
    return statements.run(TEST, values).replaceWithVoid();
  }

  @Override
  public Uni<Boolean> delete(AccountId account, UUID id) {
    return statements.changes(DELETE, Tuple.of(account.value(), id));
  }

  @Override
  public Uni<Map<UUID, Use>> uses(Collection<UUID> ids) {
    var values = Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)).addValue(MOST_COUNTED);
    return statements
        .run(USES, values)
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(row -> row.getUUID("id"), PostgresProviderKeys::use)));
  }

  private static Use use(Row row) {
    return new Use(
        row.getLong("requests"),
        Optional.ofNullable(row.getOffsetDateTime("last_at")).map(OffsetDateTime::toInstant));
  }
}
