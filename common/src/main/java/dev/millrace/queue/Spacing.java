package dev.millrace.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * The distance that batches keep under load, so that each takes what has come meanwhile: fewer and
 * larger transactions, and so less work a request. A batch that follows a small one comes at once:
 * where little arrives there is nothing to gather.
 *
 * <p>Thread-safe; two threads that ask at the same moment may both be told to begin.
 */
public final class Spacing {
  /** Where no more than these come a second, nothing gathers. */
  private static final int FEW_A_SECOND = 400;

  private record Begun(Instant at, boolean crowded) {}

  private final Duration apart;
  private final int crowd;
  private final InstantSource clock;
  private final BooleanSupplier pressing;
  private volatile Begun last = new Begun(Instant.EPOCH, false);

  public Spacing(Duration apart, InstantSource clock) {
    this(apart, clock, () -> true);
  }

  /**
   * A distance that is kept only sometimes.
   *
   * @param pressing whether there is so much to do that gathering pays, asked when a batch begins
   */
  public Spacing(Duration apart, InstantSource clock, BooleanSupplier pressing) {
    this.apart = apart;
    this.crowd = crowd(apart);
    this.clock = clock;
    this.pressing = pressing;
  }

  /** No distance at all. */
  public static Spacing none() {
    return new Spacing(Duration.ZERO, InstantSource.system());
  }

  /** As many as come within the distance where they are no longer few; fewer are a small batch. */
  static int crowd(Duration apart) {
    return Math.toIntExact(Math.max(1, apart.toMillis() * FEW_A_SECOND / 1000));
  }

  /** A batch of so many items begins now. */
  public void begun(int items) {
    if (!apart.isZero()) {
      last = new Begun(clock.instant(), items >= crowd && pressing.getAsBoolean());
    }
  }

  /**
   * How long the next batch has to wait, in whole milliseconds as timers count; zero when it may
   * begin.
   */
  public Duration left() {
    var before = last;
    if (!before.crowded()) {
      return Duration.ZERO;
    }
    var left = apart.minus(Duration.between(before.at(), clock.instant()));
    boolean clockWentBack = left.compareTo(apart) > 0;
    return left.isPositive() && !clockWentBack ? roundedUp(left) : Duration.ZERO;
  }

  private static Duration roundedUp(Duration time) {
    return Duration.ofMillis(time.plusNanos(999_999).toMillis());
  }
}
