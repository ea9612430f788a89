package dev.millrace.postgres.vault;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SealColumns;
import dev.millrace.postgres.SqlFile;
import dev.millrace.vault.Seals;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** All that is sealed in PostgreSQL. */
@ApplicationScoped
public class PostgresSeals implements Seals {
  private static final String LIST = SqlFile.read("vault/seals");
  private static final String COUNT = SqlFile.read("vault/count_seals");
  private static final String REWRAP_KEYS = SqlFile.read("vault/rewrap_keys");
  private static final String REWRAP_SECRETS = SqlFile.read("vault/rewrap_secrets");
  private static final String REWRAP_WEBHOOKS = SqlFile.read("vault/rewrap_webhooks");

  private final Statements statements;

  PostgresSeals(Pool pool) {
    this.statements = new Statements(pool);
  }

  @Override
  public Uni<List<Stored>> notUnder(String masterKey, Optional<UUID> after, int most) {
    return statements.list(
        LIST, Tuple.of(masterKey, after.orElse(null), most), PostgresSeals::stored);
  }

  private static Stored stored(Row row) {
    return new Stored(
        Store.valueOf(row.getString("store")),
        new AccountId(row.getUUID("account_id")),
        row.getUUID("id"),
        SealColumns.sealed(row));
  }

  @Override
  public Uni<Integer> rewrap(List<Rewrapped> things) {
    return Multi.createFrom()
        .items(Store.values())
        .onItem()
        .transformToUniAndConcatenate(store -> rewrap(things, store))
        .collect()
        .in(AtomicInteger::new, AtomicInteger::addAndGet)
        .map(AtomicInteger::get);
  }

  private Uni<Integer> rewrap(List<Rewrapped> things, Store store) {
    var those = things.stream().filter(thing -> thing.before().store() == store).toList();
    if (those.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    var values =
        Tuple.tuple()
            .addArrayOfUUID(those.stream().map(thing -> thing.before().id()).toArray(UUID[]::new))
            .addArrayOfBuffer(
                those.stream()
                    .map(thing -> Buffer.buffer(thing.before().sealed().wrappedKey()))
                    .toArray(Buffer[]::new))
            .addString(those.getFirst().after().masterKey())
            .addArrayOfBuffer(
                those.stream()
                    .map(thing -> Buffer.buffer(thing.after().wrappedKey()))
                    .toArray(Buffer[]::new));
    return statements.run(statement(store), values).map(rewrapped -> rewrapped.rowCount());
  }

  private static String statement(Store store) {
    return switch (store) {
      case PROVIDER_KEY -> REWRAP_KEYS;
      case SECRET -> REWRAP_SECRETS;
      case WEBHOOK_SECRET -> REWRAP_WEBHOOKS;
    };
  }

  @Override
  public Uni<Long> countNotUnder(String masterKey) {
    return statements
        .list(COUNT, Tuple.of(masterKey), row -> row.getLong("stored"))
        .map(List::getFirst);
  }
}
