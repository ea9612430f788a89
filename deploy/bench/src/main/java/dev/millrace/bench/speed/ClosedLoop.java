package dev.millrace.bench.speed;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** As many calls as so many callers get answered, each of whom sends the next one at once. */
record ClosedLoop(int callers, Duration lasting) {
  /** One call, which may block. */
  interface Call {
    void send() throws Exception;
  }

  /**
   * Returns how many were answered, when the last has ended.
   *
   * @throws ExecutionException when one failed; its caller sends no more
   */
  long run(Call call) throws InterruptedException, ExecutionException {
    long until = System.nanoTime() + lasting.toNanos();
    var answered = Callers.run(callers, () -> sendUntil(until, call));
    return answered.stream().mapToLong(Long::longValue).sum();
  }

  private static long sendUntil(long until, Call call) throws Exception {
    long sent = 0;
    do {
      call.send();
      sent++;
    } while (System.nanoTime() < until);
    return sent;
  }
}
