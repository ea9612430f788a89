package dev.millrace.postgres.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.limit.Budget;
import dev.millrace.limit.Limiter;
import dev.millrace.limit.LimiterContract;
import dev.millrace.limit.Subject;
import dev.millrace.limit.Taken;
import dev.millrace.testing.Database;
import dev.millrace.testing.HandClock;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresLimiterIT extends LimiterContract {
  private static final Database DATABASE = Database.shared();
  private static final Duration SOON = Duration.ofSeconds(30);

  private final HandClock clock = new HandClock();
  private final PostgresLimiter here = new PostgresLimiter(DATABASE.pool(), clock);
  private final PostgresLimiter there = new PostgresLimiter(DATABASE.pool(), clock);

  /** Nothing listens there any more. */
  private static PgConnectOptions nowhere() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return new PgConnectOptions()
          .setHost("127.0.0.1")
          .setPort(socket.getLocalPort())
          .setDatabase("none")
          .setUser("none");
    }
  }

  @Test
  void whileTheDatabaseIsAwayANodeGrantsALimitOnceInAWindow() throws IOException {
    var pool = PgBuilder.pool().connectingTo(nowhere()).build();
    var alone = new PostgresLimiter(pool, clock);
    var account = new AccountId(UUID.randomUUID());
    var limits =
        new Limits(
            Optional.of(3L),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var budget = new Budget(Subject.of(account), "the plan test", limits);

    assertThat(granted(alone, budget)).isEqualTo(3);

    clock.turn(Duration.ofMinutes(1));
    assertThat(granted(alone, budget)).isEqualTo(3);
    pool.close().toCompletionStage().toCompletableFuture().join();
  }

  private static long granted(Limiter limiter, Budget budget) {
    return IntStream.range(0, 5)
        .mapToObj(call -> limiter.take(List.of(budget)).await().atMost(SOON))
        .filter(Taken.Granted.class::isInstance)
        .count();
  }

  @Override
  protected Limiter here() {
    return here;
  }

  @Override
  protected Limiter there() {
    return there;
  }

  @Override
  protected HandClock clock() {
    return clock;
  }
}
