package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Round;
import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import java.util.List;

/** The figures of the bare database, and how much of it the platform uses. */
final class DatabaseFigures {
  static final String PART = "database";

  private static final String RATE = "lifecycles a second, bare";
  private static final String SHARE = "share of the database's own limit";
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

  /** Adds what the platform did meanwhile, and its share. To be called behind the first. */
  void takePlatform(int connections, List<Round> rounds) {
    var name = QueueFigures.at(QueueFigures.US, connections);
    var platform = report.figure(name, QueueFigures.RATE, "1/s", Samples.of(rounds, Round::rate));
    var share = Samples.of(platform.over(bare).samples().values(), DatabaseFigures::percent);
    report.add(platform);
    report.add(report.figure(name, SHARE, "%", share).aimingAt("≥ 35 %"));
  }

  private static double percent(double ratio) {
    return ratio * HUNDRED;
  }
}
