package dev.millrace.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * What became of a load.
 *
 * @param completed requests that ended COMPLETED with the output that belongs to their input
 * @param duplicates ids that were given out more than once
 * @param otherwise requests that ended in another way, or with another output
 * @param submitting from the first submit to the last answer
 * @param whole from the first submit until the last request was seen to have ended
 * @param submitNanos how long each submit took
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier of samples; never compared
public record EchoReport(
    int completed,
    int duplicates,
    int otherwise,
    Duration submitting,
    Duration whole,
    long[] submitNanos) {

  /** Requests a second, from the first submit until all were seen to have ended. */
  public double rate() {
    return completed / seconds(whole);
  }

  /** Figures for a person. */
  public String text() {
    var sorted = submitNanos.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        """
        completed      %,d (each once: %s; otherwise: %d)
        submitted      %,.0f/s in %.2f s, p50 %.1f ms, p99 %.1f ms
        completed      %,.0f/s in %.2f s, seen by polling\
        """,
        completed,
        duplicates == 0 ? "yes" : "NO, " + duplicates + " ids twice",
        otherwise,
        sorted.length / seconds(submitting),
        seconds(submitting),
        percentile(sorted, 50),
        percentile(sorted, 99),
        rate(),
        seconds(whole));
  }

  private static double percentile(long[] sorted, int percent) {
    int index = Math.min(sorted.length - 1, sorted.length * percent / 100);
    return sorted[index] / 1e6;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
