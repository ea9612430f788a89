package dev.millrace.worker.dispatch;

import java.time.Duration;

/**
 * How long a record that was just read waits before its request is claimed. Its admission records
 * the turn first and commits later, so a claim that comes at once finds nothing, and costs as much
 * as one that does. How much later depends on how busy everything is; so what claims find tells:
 * each that came too early makes the wait longer, each other one a little shorter, and about one in
 * five comes too early.
 *
 * <p>Pure, and its thread's alone.
 */
final class FirstLook {
  /** Whatever is not there by then waits for something else than an admission under way. */
  static final Duration LONGEST = Duration.ofMillis(25);

  static final Duration LONGER_BY = Duration.ofMillis(1);
  static final Duration SHORTER_BY = LONGER_BY.dividedBy(4);

  /** A claim came too early when more than one in so many of its new turns were not there yet. */
  private static final int FEW = 4;

  private Duration wait = Duration.ZERO;

  /** In whole milliseconds, as timers count. */
  Duration delay() {
    return Duration.ofMillis(wait.toMillis());
  }

  /** A claim of so many turns that nobody had looked for before found all of them but some. */
  void looked(int turns, int missed) {
    if (turns == 0) {
      return;
    }
    boolean early = missed * FEW > turns;
    wait = bounded(early ? wait.plus(LONGER_BY) : wait.minus(SHORTER_BY));
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
