package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import dev.millrace.bench.speed.BacklogBench.Seen;
import dev.millrace.bench.wrk.Outcome;

/** The figures of the backlog: with each queue, and of one beside the other. */
final class BacklogFigures {
  static final String PART = "backlog";
  static final String EMPTY = "empty queue";
  static final String FULL = "full queue";

  private static final String SUBMITS = "submits a second";
  private static final String SUBMIT_P50 = "submit p50";
  private static final String STATUSES = "status calls a second";
  private static final String DRAINED = "drained a second";
  private static final String RATE = "1/s";
  private static final String TARGET = "≤ 1.15 ×";

  private final Report report;

  BacklogFigures(Report report) {
    this.report = report;
  }

  /** Adds what was seen with one of the queues. */
  void take(String queue, Seen seen) {
    report.add(report.figure(queue, SUBMITS, RATE, Samples.of(seen.submits(), Outcome::rate)));
    report.add(report.millis(queue, SUBMIT_P50, seen.submits(), Outcome::p50));
    report.add(report.figure(queue, STATUSES, RATE, Samples.of(seen.statuses(), Outcome::rate)));
    report.add(
        report.figure(queue, DRAINED, RATE, Samples.of(seen.drained(), Double::doubleValue)));
  }

  /**
   * Adds what all costs with the full queue beside the empty one. What one costs is what is left of
   * a second for each, so of rates it is the other way round. To be called once, when both were
   * taken.
   */
  void compare() {
    add("cost of a submit", found(EMPTY, SUBMITS).over(found(FULL, SUBMITS)));
    add("cost of a submit, p50", found(FULL, SUBMIT_P50).over(found(EMPTY, SUBMIT_P50)));
    add("cost of a status call", found(EMPTY, STATUSES).over(found(FULL, STATUSES)));
    add("cost of a claim, until completed", found(EMPTY, DRAINED).over(found(FULL, DRAINED)));
  }

  private Figure found(String queue, String metric) {
    return report.find(queue, metric).orElseThrow();
  }

  private void add(String cost, Figure ratio) {
    report.add(
        report
            .figure(FULL + " / " + EMPTY, cost, ratio.unit(), ratio.samples())
            .lessIsBetter()
            .aimingAt(TARGET));
  }
}
