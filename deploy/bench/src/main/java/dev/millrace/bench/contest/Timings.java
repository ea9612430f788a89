package dev.millrace.bench.contest;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Takes times as they come, in microseconds. Thread-safe. */
public final class Timings {
  private static final int ROOM = 1 << 12;

  private long[] micros = new long[ROOM];
  private int count;

  public synchronized void add(long time) {
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, 2 * count);
    }
    micros[count++] = time;
  }

  public void addNanos(long time) {
    add(TimeUnit.NANOSECONDS.toMicros(time));
  }

  public synchronized int count() {
    return count;
  }

  /**
   * Those so far.
   *
   * @throws IllegalArgumentException when there is none
   */
  public synchronized Latencies latencies() {
    return Latencies.of(Arrays.copyOf(micros, count));
  }
}
