package dev.millrace.postgres.queue;

import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Liveness;
import dev.millrace.queue.WorkerId;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Heartbeats in PostgreSQL. */
@ApplicationScoped
public class PostgresLiveness implements Liveness {
  private static final String BEAT = SqlFile.read("queue/beat");
  private static final String END = SqlFile.read("queue/end_worker");

  private final Pool pool;

  PostgresLiveness(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> beat(WorkerId worker, String host, Instant now) {
    var values = Tuple.of(worker.value(), host, Columns.time(now));
    return Futures.uni(() -> Futures.query(pool, BEAT, values).mapEmpty());
  }

  @Override
  public Uni<Void> end(WorkerId worker, Instant forgetBefore) {
    var values = Tuple.of(worker.value(), Columns.time(forgetBefore));
    return Futures.uni(() -> Futures.query(pool, END, values).mapEmpty());
  }
}
