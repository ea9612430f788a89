package dev.millrace.bench.speed;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends calls at their times, whatever became of those before: who falls behind is not spared. Each
 * caller waits for the time of its call itself, since to be woken by another would cost the
 * processors and the call's time. There are enough for each to take a second.
 */
record OpenLoop(double perSecond, Duration lasting) {
  private static final double NANOS_A_SECOND = 1e9;

  /** One call, on its caller's thread, which may block. */
  interface Call {
    /**
     * @param number from 0
     * @param due when it should be sent, in nanoseconds of this JVM
     */
    void send(int number, long due) throws Exception;
  }

  /**
   * Returns how many were due, when the last has ended.
   *
   * @throws ExecutionException when one failed; its caller sends no more
   */
  int run(Call call) throws InterruptedException, ExecutionException {
    Callers.run(callers(), caller(call, System.nanoTime()));
    return calls();
  }

  /** All callers take turns with the numbers. */
  private Callable<Void> caller(Call call, long begun) {
    var next = new AtomicInteger();
    return () -> {
      int number = next.getAndIncrement();
      while (number < calls()) {
        long due = begun + (long) (number * NANOS_A_SECOND / perSecond);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        call.send(number, due);
        number = next.getAndIncrement();
      }
      return null;
    };
  }

  private int callers() {
    return Math.clamp((int) Math.ceil(perSecond), 1, calls());
  }

  int calls() {
    return (int) Math.round(perSecond * lasting.toNanos() / NANOS_A_SECOND);
  }
}
