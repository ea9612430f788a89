package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import dev.millrace.bench.report.Performance;
import dev.millrace.bench.report.Sheet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The figures of one part: each is said as soon as it is known, and kept for the part's page. */
final class Report {
  private static final double MICROS_A_MILLI = 1e3;

  private final Sheet sheet;
  private final PrintStream out;

  /**
   * @param sheet where figures are kept
   * @param out where they are said
   */
  Report(Sheet sheet, PrintStream out) {
    this.sheet = sheet;
    this.out = out;
  }

  /** A figure of this part of which more is better. It is not yet added. */
  Figure figure(String name, String metric, String unit, Samples samples) {
    return Figure.of(sheet.part(), name, metric, unit, samples);
  }

  /**
   * A time in milliseconds, a sample a round. It is not yet added.
   *
   * @param micros of a round, in microseconds
   */
  <T> Figure millis(
      String name, String metric, List<T> rounds, ToDoubleFunction<? super T> micros) {
    var samples = Samples.of(rounds, round -> micros.applyAsDouble(round) / MICROS_A_MILLI);
    return figure(name, metric, "ms", samples).lessIsBetter();
  }

  /** Says a figure, on a line of its own, with what it should be, and keeps it. */
  void add(Figure figure) {
    sheet.add(figure);
    out.printf(
        "%-48s %-36s %-30s %s%n",
        figure.name(),
        figure.metric(),
        figure.samples().text() + " " + figure.unit(),
        figure.target());
  }

  /** The figure of that name and metric, once it was added. */
  Optional<Figure> find(String name, String metric) {
    return sheet.find(name, metric);
  }

  /** All that was added. */
  Sheet sheet() {
    return sheet;
  }

  /**
   * Writes the page of the part, in place of its last one.
   *
   * @param root the checkout
   */
  void write(Path root) throws IOException {
    Performance.in(root).write(sheet);
  }
}
