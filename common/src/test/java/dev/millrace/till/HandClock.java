package dev.millrace.till;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that a test turns by hand, from now on. */
public final class HandClock implements InstantSource {
  private volatile Instant now = Instant.now();

  @Override
  public Instant instant() {
    return now;
  }

  public void turn(Duration by) {
    now = now.plus(by);
  }
}
