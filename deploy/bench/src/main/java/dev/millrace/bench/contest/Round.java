package dev.millrace.bench.contest;

import dev.millrace.bench.wrk.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * One round of a queue.
 *
 * @param submits how its submits were answered
 * @param whole from the first submit until the last was completed and charged
 * @param costs what each request cost, a gauge of the contestant each
 */
public record Round(Outcome submits, Duration whole, List<Cost> costs) {
  /** Requests a second, from submit to completed and charged. */
  public double rate() {
    return submits.requests() * 1e9 / whole.toNanos();
  }
}
