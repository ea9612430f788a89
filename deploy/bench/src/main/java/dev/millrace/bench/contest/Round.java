package dev.millrace.bench.contest;

import dev.millrace.bench.wrk.Outcome;
import java.time.Duration;

/**
 * One round of a queue.
 *
 * @param submits how its submits were answered
 * @param whole from the first submit until the last was completed and charged
 */
public record Round(Outcome submits, Duration whole) {
  /** Requests a second, from submit to completed and charged. */
  public double rate() {
    return submits.requests() * 1e9 / whole.toNanos();
  }
}
