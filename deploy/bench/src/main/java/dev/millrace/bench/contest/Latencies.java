package dev.millrace.bench.contest;

import java.util.Arrays;

/** How long many calls took, in microseconds. */
public final class Latencies {
  private static final int HUNDRED = 100;

  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  /**
   * @throws IllegalArgumentException when there is none: then nothing can be said
   */
  public static Latencies of(long... micros) {
    if (micros.length == 0) {
      throw new IllegalArgumentException("no call was timed");
    }
    var sorted = micros.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  public int count() {
    return sorted.length;
  }

  public long p50() {
    return percentile(50);
  }

  public long p99() {
    return percentile(99);
  }

  public long max() {
    return sorted[sorted.length - 1];
  }

  /** The least that so many of a hundred calls did not exceed. */
  private long percentile(int percent) {
    long rank = Math.ceilDiv((long) percent * sorted.length, HUNDRED);
    return sorted[(int) rank - 1];
  }
}
