package dev.millrace.postgres.webhook;

import dev.millrace.postgres.SqlFile;
import dev.millrace.webhook.DeliveryUpkeep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Upkeep of the deliveries' table. */
@ApplicationScoped
public class PostgresDeliveryUpkeep implements DeliveryUpkeep {
  private static final String MAKE = SqlFile.read("webhook/make_partitions");
  private static final String DROP = SqlFile.read("webhook/drop_partitions");

  private final Pool pool;

  PostgresDeliveryUpkeep(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Integer> makePartitions() {
    return pool.query(MAKE)
        .execute()
        .map(rows -> Rows.first(rows, row -> row.getInteger("made")).orElseThrow());
  }

  @Override
  public Uni<Integer> dropPartitions(Instant before) {
    return pool.preparedQuery(DROP)
        .execute(Tuple.of(Rows.time(before)))
        .map(rows -> Rows.first(rows, row -> row.getInteger("dropped")).orElseThrow());
  }
}
