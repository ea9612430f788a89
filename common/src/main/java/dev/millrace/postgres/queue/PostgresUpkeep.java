package dev.millrace.postgres.queue;

import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Upkeep;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Upkeep of our tables. */
@ApplicationScoped
public class PostgresUpkeep implements Upkeep {
  private static final String PARTITIONS = SqlFile.read("queue/make_payload_partitions");

  private final Pool pool;

  PostgresUpkeep(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Integer> makePayloadPartitions() {
    return Futures.uni(
        () ->
            pool.query(PARTITIONS)
                .execute()
                .map(rows -> rows.iterator().next().getInteger("made")));
  }
}
