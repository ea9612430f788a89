package dev.millrace.postgres.limit;

import dev.millrace.limit.Counted;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Deletes rows of counters. */
@ApplicationScoped
public class PostgresCounted implements Counted {
  private static final String FORGET = SqlFile.read("limit/forget_buckets");

  private final Pool pool;

  PostgresCounted(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Integer> forget(Instant now, int most) {
    return Uni.createFrom()
        .completionStage(
            () ->
                pool.preparedQuery(FORGET)
                    .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), most))
                    .map(SqlResult::rowCount)
                    .toCompletionStage());
  }
}
