package dev.millrace.postgres.account;

import dev.millrace.ledger.SharedSecrets;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Shared secrets in a table; the first writer wins. */
@ApplicationScoped
public class PostgresSharedSecrets implements SharedSecrets {
  private static final String KEEP = SqlFile.read("account/keep_secret");
  private static final String READ = SqlFile.read("account/read_secret");

  private final Pool pool;

  PostgresSharedSecrets(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<byte[]> secret(String name, byte[] offered) {
    return Uni.createFrom()
        .completionStage(
            () ->
                pool.withConnection(
                        connection ->
                            connection
                                .preparedQuery(KEEP)
                                .execute(Tuple.of(name, Buffer.buffer(offered)))
                                .flatMap(
                                    kept -> connection.preparedQuery(READ).execute(Tuple.of(name))))
                    .map(rows -> rows.iterator().next().getBuffer("value").getBytes())
                    .toCompletionStage());
  }
}
