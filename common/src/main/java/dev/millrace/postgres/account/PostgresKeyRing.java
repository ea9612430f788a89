package dev.millrace.postgres.account;

import dev.millrace.account.KeyOwner;
import dev.millrace.ledger.KeyRing;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Asks PostgreSQL each time; callers put a cache before it. */
@ApplicationScoped
public class PostgresKeyRing implements KeyRing {
  private static final String OWNER = SqlFile.read("key/owner");

  private final Pool pool;

  PostgresKeyRing(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<KeyOwner>> ownerOf(String sha256) {
    return Uni.createFrom()
        .completionStage(
            () -> pool.preparedQuery(OWNER).execute(Tuple.of(sha256)).toCompletionStage())
        .map(
            rows ->
                rows.iterator().hasNext()
                    ? Optional.of(KeyColumns.owner(rows.iterator().next()))
                    : Optional.empty());
  }
}
