package dev.millrace.worker.dispatch;

import dev.millrace.testing.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** The desk's thread as a crank: steps are done when the test turns it, timers when time comes. */
final class HandThread implements DeskThread {
  private final HandClock clock;
  private final Queue<Runnable> steps = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::number));
  private int numbers;

  private record Timer(Instant due, int number, Runnable step) {}

  HandThread(HandClock clock) {
    this.clock = clock;
  }

  @Override
  public void execute(Runnable step) {
    steps.add(step);
  }

  @Override
  public void after(Duration delay, Runnable step) {
    timers.add(new Timer(clock.instant().plus(delay), numbers++, step));
  }

  /** Does all that can be done now. */
  void crank() {
    while (true) {
      var step = steps.poll();
      if (step != null) {
        step.run();
      } else if (timerIsDue()) {
        timers.poll().step().run();
      } else {
        return;
      }
    }
  }

  /** Lets time pass, from timer to timer. */
  void pass(Duration time) {
    var end = clock.instant().plus(time);
    crank();
    while (!timers.isEmpty() && !timers.peek().due().isAfter(end)) {
      clock.turn(Duration.between(clock.instant(), timers.peek().due()));
      crank();
    }
    clock.turn(Duration.between(clock.instant(), end));
    crank();
  }

  private boolean timerIsDue() {
    return !timers.isEmpty() && !timers.peek().due().isAfter(clock.instant());
  }
}
