package dev.millrace.bench.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Sends calls at their times, whatever became of those before: who falls behind is not spared. */
record OpenLoop(double perSecond, Duration lasting) {
  private static final double NANOS_A_SECOND = 1e9;

  /** One call, on a thread of its own, which may block. */
  interface Call {
    /**
     * @param number from 0
     * @param due when it should be sent, in nanoseconds of this JVM
     */
    void send(int number, long due) throws Exception;
  }

  /**
   * Returns how many were sent, when the last has ended.
   *
   * @throws ExecutionException when one failed
   */
  int run(Call call) throws InterruptedException, ExecutionException {
    long begun = System.nanoTime();
    var sent = new ArrayList<Future<?>>();
    try (var threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < calls(); i++) {
        int number = i;
        long due = begun + (long) (number * NANOS_A_SECOND / perSecond);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        sent.add(
            threads.submit(
                () -> {
                  call.send(number, due);
                  return null;
                }));
      }
    }
    for (var one : sent) {
      one.get();
    }
    return sent.size();
  }

  int calls() {
    return (int) Math.round(perSecond * lasting.toNanos() / NANOS_A_SECOND);
  }
}
