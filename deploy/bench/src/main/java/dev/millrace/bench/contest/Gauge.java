package dev.millrace.bench.contest;

import java.io.IOException;

/**
 * Something that only grows while requests run, so that its growth can be shared among them.
 *
 * @param of the part of a contestant that spends it, such as {@code worker}
 * @param metric such as {@code processor time a request}
 * @param unit of what {@code reading} says
 */
public record Gauge(String of, String metric, String unit, Reading reading) {

  /** How much it is now, in the gauge's unit. */
  public interface Reading {
    double take() throws IOException;
  }

  /** What each of so many requests cost, when it stood so before them and stands so now. */
  Cost cost(double before, double now, long requests) {
    return new Cost(of, metric, unit, (now - before) / requests);
  }
}
