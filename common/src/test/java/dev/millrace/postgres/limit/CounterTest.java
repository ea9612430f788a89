package dev.millrace.postgres.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.limit.Budget;
import dev.millrace.limit.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CounterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** A trillion a minute once made the library refuse each look, and nothing was counted. */
  @Test
  void aLimitThatNobodyCanReachIsCountedAllTheSame() {
    var limits =
        new Limits(
            Optional.of(1_000_000_000_000L),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var budget = new Budget(Subject.of(new AccountId(new UUID(0, 1))), "this key", limits);

    var counter = Counter.ofCalls(budget).getFirst();

    assertThat(counter.configuration(NOW).getBandwidths())
        .singleElement()
        .satisfies(limit -> assertThat(limit.getCapacity()).isEqualTo(60_000_000_000L));
  }
}
