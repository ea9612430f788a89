package dev.millrace.postgres.limit;

import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * What a node says about its call slots.
 *
 * @param presumedDeadAfter a node that was silent for so long has none
 */
record LeaseStatements(Pool pool, UUID node, InstantSource clock, Duration presumedDeadAfter) {
  private static final String TAKE = SqlFile.read("limit/take_slots");
  private static final String GIVE = SqlFile.read("limit/give_slots");
  private static final String SEE = SqlFile.read("limit/see_slots");
  private static final String END = SqlFile.read("limit/end_slots");

  /**
   * What was granted.
   *
   * @param granted slots that are ours now
   * @param taken those of all nodes
   */
  record Granted(int granted, int taken) {}

  Uni<Granted> take(String subject, int wanted, int most) {
    var values =
        Tuple.of(subject, node, wanted, most, now().minus(presumedDeadAfter)).addValue(now());
    return execute(TAKE, values)
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new Granted(row.getInteger("granted"), row.getInteger("taken"));
            });
  }

  Uni<Void> give(String subject, int slots) {
    return execute(GIVE, Tuple.of(subject, node, slots, now())).replaceWithVoid();
  }

  /** Says that this node lives. */
  Uni<Void> see() {
    return execute(SEE, Tuple.of(node, now())).replaceWithVoid();
  }

  /** Gives all back. */
  Uni<Void> end() {
    return execute(END, Tuple.of(node)).replaceWithVoid();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private Uni<RowSet<Row>> execute(String statement, Tuple values) {
    return Uni.createFrom()
        .completionStage(() -> pool.preparedQuery(statement).execute(values).toCompletionStage());
  }
}
