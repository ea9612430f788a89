package dev.millrace.postgres.vault;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SealColumns;
import dev.millrace.postgres.SqlFile;
import dev.millrace.secret.NamedSecret;
import dev.millrace.vault.Made;
import dev.millrace.vault.NamedSecrets;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Named secrets in PostgreSQL. */
@ApplicationScoped
public class PostgresNamedSecrets implements NamedSecrets {
  private static final String NAME_UNIQUE = "secret_name_unique";
  private static final String LIST = SqlFile.read("vault/secrets");
  private static final String CREATE = SqlFile.read("vault/create_secret");
  private static final String UPDATE = SqlFile.read("vault/update_secret");
  private static final String DELETE = SqlFile.read("vault/delete_secret");

  private final Statements statements;

  PostgresNamedSecrets(Pool pool) {
    this.statements = new Statements(pool);
  }

  @Override
  public Uni<List<NamedSecret>> list(AccountId account) {
    return statements.list(LIST, Tuple.of(account.value()), PostgresNamedSecrets::secret);
  }

  private static NamedSecret secret(Row row) {
    return new NamedSecret(
        row.getUUID("id"),
        new AccountId(row.getUUID("account_id")),
        SealedColumns.onlyFor(row),
        row.getString("name"),
        NamedSecret.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        SealedColumns.label(row),
        SealColumns.sealed(row),
        SealedColumns.time(row, "created_at"),
        SealedColumns.time(row, "updated_at"));
  }

  @Override
  public Uni<Made> create(NamedSecret secret, int most) {
    var values = new ArrayList<Object>(List.of(secret.id(), secret.account().value()));
    values.add(secret.onlyFor().orElse(null));
    values.add(secret.name());
    values.addAll(changeable(secret));
    values.add(SealedColumns.utc(secret.createdAt()));
    values.add(most);
    return statements.alone(
        secret.account(),
        NAME_UNIQUE,
        connection ->
            Statements.run(connection, CREATE, Tuple.from(values))
                .map(made -> made.rowCount() == 0 ? Made.TOO_MANY : Made.APPLIED));
  }

  @Override
  public Uni<Made> update(NamedSecret before, NamedSecret after) {
    var values = new ArrayList<Object>(List.of(before.id(), before.account().value()));
    values.add(SealedColumns.utc(before.updatedAt()));
    values.addAll(changeable(after));
    values.add(SealedColumns.utc(after.updatedAt()));
    return statements
        .changes(UPDATE, Tuple.from(values))
        .map(changed -> changed ? Made.APPLIED : Made.CHANGED);
  }

  /** Kind, label and the secret itself. */
  private static List<Object> changeable(NamedSecret secret) {
    var values = new ArrayList<Object>();
    values.add(secret.kind().word());
    values.addAll(SealedColumns.values(secret.label()));
    values.addAll(SealColumns.values(secret.sealed()));
    return values;
  }

  @Override
  public Uni<Boolean> delete(AccountId account, String name, Optional<UUID> onlyFor) {
    return statements.changes(DELETE, Tuple.of(account.value(), name, onlyFor.orElse(null)));
  }
}
