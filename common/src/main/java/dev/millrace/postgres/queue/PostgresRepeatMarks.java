package dev.millrace.postgres.queue;

import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.RepeatMarks;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Marks, a partition a day. */
@ApplicationScoped
public class PostgresRepeatMarks implements RepeatMarks {
  private static final String TURN = SqlFile.read("queue/turn_idempotency_keys");
  private static final int DAYS_AHEAD = 14;

  private final Pool pool;
  private final Duration keepFor;

  PostgresRepeatMarks(Pool pool, IdempotencyConfig config) {
    this.pool = pool;
    this.keepFor = config.keepFor();
  }

  @Override
  public Uni<Integer> turnDays(Instant now) {
    var today = Columns.day(now);
    // A day more, for api processes whose clocks are behind.
    var oldest = Columns.day(now.minus(keepFor)).minusDays(1);
    return Futures.uni(
            () -> Futures.query(pool, TURN, Tuple.of(oldest, today.plusDays(DAYS_AHEAD))))
        .map(rows -> rows.iterator().next().getInteger("turned"));
  }
}
