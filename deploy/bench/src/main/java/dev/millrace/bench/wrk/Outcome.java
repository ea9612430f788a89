package dev.millrace.bench.wrk;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/**
 * What came of a load.
 *
 * @param requests that were answered
 * @param micros how long it took
 * @param refused answers of 400 and above
 * @param broken connections that were refused, cut or too slow
 * @param p50 time to the whole answer, in microseconds; likewise the others
 */
public record Outcome(
    long requests, long micros, long refused, long broken, long p50, long p99, long max) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESULT = "RESULT ";

  /**
   * From all that wrk printed.
   *
   * @throws IOException when it does not say what came of the load
   */
  static Outcome read(String said) throws IOException {
    var line = said.lines().filter(one -> one.startsWith(RESULT)).findFirst();
    if (line.isEmpty()) {
      throw new IOException("wrk did not say what came of it: " + said);
    }
    return JSON.readValue(line.get().substring(RESULT.length()), Outcome.class);
  }

  /** Answers a second. */
  public double rate() {
    return requests * 1e6 / micros;
  }

  public Duration took() {
    return Duration.ofNanos(micros * 1_000);
  }

  /**
   * Itself, when each call was answered well.
   *
   * @throws IllegalStateException when one was not: then its rate says nothing
   */
  public Outcome good() {
    if (refused + broken > 0) {
      throw new IllegalStateException(
          "of %d calls %d were refused and %d broke off".formatted(requests, refused, broken));
    }
    return this;
  }
}
