package dev.millrace.postgres.queue;

import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Upkeep;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Upkeep of our tables. */
@ApplicationScoped
public class PostgresUpkeep implements Upkeep {
  private static final String PARTITIONS = SqlFile.read("queue/make_payload_partitions");

  private static final String DROP = SqlFile.read("history/drop_payload_partition");
  private static final String EMPTY = SqlFile.read("history/empty_unstored_output");

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

  @Override
  public Uni<Optional<String>> dropPayloadPartition(Instant expired) {
    return Futures.uni(
        () ->
            Futures.query(pool, DROP, Tuple.of(Columns.time(expired)))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString("dropped"))));
  }

  @Override
  public Uni<Integer> emptyUnstoredOutput(Instant expired) {
    return Futures.uni(
        () ->
            Futures.query(pool, EMPTY, Tuple.of(Columns.time(expired)))
                .map(rows -> rows.iterator().next().getInteger("emptied")));
  }
}
