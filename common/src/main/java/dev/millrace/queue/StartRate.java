package dev.millrace.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How fast a lane moves: records passed a second over the last minute, counting only the time in
 * which something waited, so that an idle hour says nothing about how fast the workers are. Not
 * thread-safe.
 */
public final class StartRate {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final long LONGEST_ETA = Duration.ofDays(7).toSeconds();

  private final ArrayDeque<Step> steps = new ArrayDeque<>();
  private Seen last;
  private long moved;
  private long nanos;

  private record Seen(Instant at, long passed, boolean busy) {}

  private record Step(Instant at, long moved, long nanos) {}

  /**
   * Takes in what was seen.
   *
   * @param passed records that have ended since the beginning; less than before means that counting
   *     began anew
   * @param backlog records that have not
   */
  public void see(Instant at, long passed, long backlog) {
    if (last != null && passed < last.passed()) {
      forget();
    } else if (last != null && at.isAfter(last.at()) && (last.busy() || passed > last.passed())) {
      add(new Step(at, passed - last.passed(), Duration.between(last.at(), at).toNanos()));
    }
    last = new Seen(at, passed, backlog > 0);
    while (!steps.isEmpty() && !steps.peek().at().isAfter(at.minus(WINDOW))) {
      remove(steps.poll());
    }
  }

  /** Records a second; empty when none moved. */
  public OptionalDouble perSecond() {
    return moved == 0 ? OptionalDouble.empty() : OptionalDouble.of(moved * 1e9 / nanos);
  }

  /** How many seconds so many records take at this rate, rounded up; at the most seven days. */
  public static OptionalLong etaSeconds(long position, OptionalDouble perSecond) {
    return perSecond.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            Math.min(LONGEST_ETA, (long) Math.ceil(position / perSecond.getAsDouble())));
  }

  private void add(Step step) {
    steps.add(step);
    moved += step.moved();
    nanos += step.nanos();
  }

  private void remove(Step step) {
    moved -= step.moved();
    nanos -= step.nanos();
  }

  private void forget() {
    steps.clear();
    moved = 0;
    nanos = 0;
  }
}
