package dev.millrace.request;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a request waits before its next attempt: exponential back-off with full jitter, never
 * sooner than the provider asked.
 *
 * @param base the longest wait after the first attempt; it doubles with each further one
 * @param max the longest wait of all, and the most that a provider's own wish is followed
 */
public record RetryPolicy(Duration base, Duration max) {
  private static final int MAX_DOUBLINGS = 20;

  public RetryPolicy {
    if (base.isNegative() || base.isZero() || max.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "retry back-off needs 0 < base <= max, but base is %s and max is %s"
              .formatted(base, max));
    }
  }

  public Duration delayAfter(int spent, Optional<Duration> asked, RandomGenerator random) {
    long ceiling =
        Math.min(base.toMillis() << Math.clamp(spent - 1, 0, MAX_DOUBLINGS), max.toMillis());
    var jittered = Duration.ofMillis(random.nextLong(ceiling + 1));
    var floor = asked.filter(wish -> !wish.isNegative()).orElse(Duration.ZERO);
    return min(floor.compareTo(jittered) > 0 ? floor : jittered, max);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
