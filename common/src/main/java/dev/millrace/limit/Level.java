package dev.millrace.limit;

import java.time.Instant;

/**
 * How a limit stands.
 *
 * @param budget which one it is of
 * @param kind what is counted
 * @param remaining what is left of it in this window; never below zero
 * @param resetsAt when the window is over
 */
public record Level(
    Budget budget, Kind kind, Window window, long limit, long remaining, Instant resetsAt) {
  /** What is counted. */
  public enum Kind {
    CALLS,
    TOKENS
  }

  public Level {
    remaining = Math.max(0, remaining);
  }

  public long used() {
    return limit - remaining;
  }

  /** How much of it is left, from 0 to 1. */
  public double share() {
    return (double) remaining / limit;
  }
}
