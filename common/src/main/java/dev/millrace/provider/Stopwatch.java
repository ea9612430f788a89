package dev.millrace.provider;

import java.time.Duration;

/** Measures how long something took; not what time it is. */
public final class Stopwatch {
  private final long startedAt = System.nanoTime();

  private Stopwatch() {}

  public static Stopwatch started() {
    return new Stopwatch();
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }
}
