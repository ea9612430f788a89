package dev.millrace.standalone;

import java.time.Duration;

/** How long to wait before a process that died is started again. */
final class Backoff {
  /** Someone who looks five seconds later must find it running. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration A_GOOD_LIFE = Duration.ofSeconds(20);

  private int shortLives;

  /** None after a good life; after ever more short ones, ever longer up to three seconds. */
  Duration afterLifeOf(Duration life) {
    if (life.compareTo(A_GOOD_LIFE) >= 0) {
      shortLives = 0;
      return Duration.ZERO;
    }
    shortLives++;
    return shortLives == 1 ? Duration.ZERO : atMostLongest(shortLives - 2);
  }

  private static Duration atMostLongest(int doublings) {
    var factor = 1L << Math.min(doublings, 10);
    var delay = SHORTEST.multipliedBy(factor);
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }
}
