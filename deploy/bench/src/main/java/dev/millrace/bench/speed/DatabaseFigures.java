package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import dev.millrace.bench.report.Sheet;
import java.util.List;

/** The figures of the bare database, and how much of it the platform uses. */
final class DatabaseFigures {
  static final String PART = "database";

  private static final String RATE = "lifecycles a second, bare";
  private static final String SHARE = "share of the database's own limit";
  private static final int CONNECTIONS = 256;
  private static final double HUNDRED = 100;

  private final Report report;
  private Figure bare;

  DatabaseFigures(Report report) {
    this.report = report;
  }

  /**
   * Adds what it carried.
   *
   * @param rates of each round, from admission to settled, a second
   */
  void take(int connections, int batch, List<Double> rates) {
    bare =
        report.figure(
            "PostgreSQL, %d connections with batches of %d".formatted(connections, batch),
            RATE,
            "1/s",
            new Samples(rates));
    report.add(bare);
  }

  /**
   * Adds the share that the platform has of it, where its rate at that load was measured. To be
   * called once, when the rates were taken.
   */
  void relate(Sheet queue) {
    var name = QueueFigures.at(QueueFigures.US, CONNECTIONS);
    queue
        .find(name, QueueFigures.RATE)
        .map(
            platform ->
                Samples.of(platform.over(bare).samples().values(), DatabaseFigures::percent))
        .map(share -> report.figure(name, SHARE, "%", share).aimingAt("≥ 35 %"))
        .ifPresent(report::add);
  }

  private static double percent(double ratio) {
    return ratio * HUNDRED;
  }
}
