package dev.millrace.bench.chaos;

import java.time.Duration;

/**
 * How a chaos run goes.
 *
 * @param seed draws the orders, the victims and the pauses; the same seed draws the same
 * @param randomly how long processes are killed at random, after each kind was killed in turn
 * @param apis how many api processes, at least two
 * @param workers how many worker processes
 * @param callers that submit at the same time
 * @param followers that read the account's events; may be 0
 */
public record ChaosPlan(
    long seed, Duration randomly, int apis, int workers, int callers, int followers) {
  public ChaosPlan {
    if (apis < 2 || workers < 2 || callers < 1 || followers < 0) {
      throw new IllegalArgumentException("chaos needs two apis, two workers and a caller at least");
    }
  }

  /** Each kind of process killed once. */
  public static ChaosPlan inTurn(long seed) {
    return new ChaosPlan(seed, Duration.ZERO, 2, 2, 6, 2);
  }
}
