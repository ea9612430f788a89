package dev.millrace.postgres.limit;

import dev.millrace.limit.Budget;
import dev.millrace.limit.Level;
import dev.millrace.limit.Window;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is counted together of a budget: its calls, or its tokens. Pure.
 *
 * @param limits by the windows that they hold in, shortest first; never empty
 * @param key of its bucket; other limits are counted anew, so they are in it
 */
record Counter(Budget budget, Level.Kind kind, TreeMap<Window, Long> limits, String key) {
  /** Of the smallest limit, so much may be counted before others are told. */
  private static final long PART_UNTOLD = 400;

  static List<Counter> ofCalls(Budget budget) {
    return of(budget, Level.Kind.CALLS, budget.calls());
  }

  static List<Counter> ofTokens(Budget budget) {
    return of(
        budget,
        Level.Kind.TOKENS,
        budget.tokens().map(limit -> Map.of(Window.MINUTE, limit)).orElse(Map.of()));
  }

  private static List<Counter> of(Budget budget, Level.Kind kind, Map<Window, Long> limits) {
    if (limits.isEmpty()) {
      return List.of();
    }
    var countable = countable(limits);
    return List.of(new Counter(budget, kind, countable, key(budget, kind, countable)));
  }

  /** The library refuses more than one a nanosecond; nobody calls that often. */
  private static TreeMap<Window, Long> countable(Map<Window, Long> limits) {
    var countable = new TreeMap<>(limits);
    countable.replaceAll((window, limit) -> Math.min(limit, window.length().toNanos()));
    return countable;
  }

  private static String key(Budget budget, Level.Kind kind, Map<Window, Long> limits) {
    return limits.entrySet().stream()
        .map(limit -> limit.getKey().name().charAt(0) + limit.getValue().toString())
        .collect(Collectors.joining(",", kind.name().charAt(0) + "/" + budget.subject() + "/", ""));
  }

  /** How much a node may count before it tells the others. */
  long untold() {
    return limits.values().stream().mapToLong(Long::longValue).min().orElseThrow() / PART_UNTOLD;
  }

  /** The windows begin and end with those of the clock. */
  BucketConfiguration configuration(Instant now) {
    var configuration = BucketConfiguration.builder();
    limits.forEach(
        (window, limit) ->
            configuration.addLimit(
                Bandwidth.builder()
                    .capacity(limit)
                    .refillIntervallyAligned(limit, window.length(), window.endAfter(now))
                    .initialTokens(limit)
                    .id(window.name())
                    .build()));
    return configuration.build();
  }

  /**
   * How the limits stand.
   *
   * @param left what the library says is left of each
   */
  List<Level> levels(long[] left, Instant now) {
    var levels = new ArrayList<Level>(limits.size());
    limits.forEach(
        (window, limit) ->
            levels.add(
                new Level(budget, kind, window, limit, left[levels.size()], window.endAfter(now))));
    return List.copyOf(levels);
  }

  /** All of it is left. */
  List<Level> untouched(Instant now) {
    return levels(limits.values().stream().mapToLong(Long::longValue).toArray(), now);
  }

  /** How long a window of the clock may be late, in the worst case, until its end is noticed. */
  static final Duration TOLD_WITHIN = Duration.ofMillis(250);
}
