package dev.millrace.postgres.limit;

import dev.millrace.limit.Limiter;
import dev.millrace.limit.LimiterContract;
import dev.millrace.testing.Database;
import dev.millrace.testing.HandClock;

class PostgresLimiterIT extends LimiterContract {
  private static final Database DATABASE = Database.shared();

  private final HandClock clock = new HandClock();
  private final PostgresLimiter here = new PostgresLimiter(DATABASE.pool(), clock);
  private final PostgresLimiter there = new PostgresLimiter(DATABASE.pool(), clock);

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
