package dev.millrace.account;

import java.util.Optional;

/**
 * How much may be asked for in a time. Each is empty where there is no such limit.
 *
 * @param perMinute calls of models in a minute of the clock, UTC
 * @param perHour likewise in an hour
 * @param perDay likewise in a day
 * @param tokensPerMinute tokens read and written in a minute, counted when calls have ended
 * @param atOnce calls that are answered at once and are under way at the same time
 */
public record Limits(
    Optional<Long> perMinute,
    Optional<Long> perHour,
    Optional<Long> perDay,
    Optional<Long> tokensPerMinute,
    Optional<Integer> atOnce) {
  /** No limit at all. */
  public static final Limits NONE =
      new Limits(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether those allow nothing more than these. */
  public boolean cover(Limits others) {
    return covers(perMinute, others.perMinute)
        && covers(perHour, others.perHour)
        && covers(perDay, others.perDay)
        && covers(tokensPerMinute, others.tokensPerMinute)
        && covers(atOnce, others.atOnce);
  }

  private static <T extends Comparable<T>> boolean covers(Optional<T> own, Optional<T> other) {
    return own.isEmpty() || other.filter(limit -> limit.compareTo(own.get()) <= 0).isPresent();
  }
}
