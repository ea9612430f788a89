package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Cost;
import dev.millrace.bench.contest.Round;
import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import dev.millrace.bench.report.Sheet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of the queue: of each contestant, and of Millrace beside each other. */
final class QueueFigures {
  private static final String PART = "queue";
  private static final String US = "Millrace";
  private static final String RATE = "requests a second";
  private static final double MICROS_A_MILLI = 1e3;

  private static final Map<String, String> TARGETS =
      Map.of(
          "Millrace / pg-boss, 64 connections", "≥ 2.5 ×",
          "Millrace / graphile-worker, 64 connections", "≥ 4 ×",
          "Millrace / pg-boss, 256 connections", "≥ 4 ×",
          "Millrace / BullMQ, 256 connections", "≥ 0.9 ×");
  private static final Map<String, String> BUDGETS = Map.of("WAL written a request", "≤ 2 KB");

  private final Sheet sheet;

  /**
   * @param seconds of each round
   */
  QueueFigures(int rounds, int seconds) {
    this.sheet = Sheet.of(PART, rounds, seconds);
  }

  /** Adds what one contestant did at so many connections. */
  void take(String contestant, int connections, List<Round> rounds) {
    var name = "%s, %d connections".formatted(contestant, connections);
    sheet.add(Figure.of(PART, name, RATE, "1/s", Samples.of(rounds, Round::rate)));
    sheet.add(millis(name, "submit p50", rounds, round -> round.submits().p50()));
    sheet.add(millis(name, "submit p99", rounds, round -> round.submits().p99()));
    for (int i = 0; i < rounds.getFirst().costs().size(); i++) {
      int gauge = i;
      takeCost(
          contestant, connections, rounds.stream().map(round -> round.costs().get(gauge)).toList());
    }
  }

  /** The same cost in each round. */
  private void takeCost(String contestant, int connections, List<Cost> costs) {
    var cost = costs.getFirst();
    sheet.add(
        Figure.of(
                PART,
                "%s's %s, %d connections".formatted(contestant, cost.of(), connections),
                cost.metric(),
                cost.unit(),
                Samples.of(costs, Cost::amount))
            .lessIsBetter()
            .aimingAt(BUDGETS.getOrDefault(cost.metric(), "")));
  }

  private static Figure millis(
      String name, String metric, List<Round> rounds, ToDoubleFunction<Round> micros) {
    var samples = Samples.of(rounds, round -> micros.applyAsDouble(round) / MICROS_A_MILLI);
    return Figure.of(PART, name, metric, "ms", samples).lessIsBetter();
  }

  /** All that was taken, with the ratios. To be called once, at the end. */
  Sheet sheet() {
    sheet.figures().stream().filter(figure -> figure.metric().equals(RATE)).forEach(this::relate);
    return sheet;
  }

  private void relate(Figure theirs) {
    if (!theirs.who().equals(US)) {
      sheet
          .find(US + ", " + theirs.circumstances(), RATE)
          .map(ours -> ours.over(theirs))
          .map(ratio -> ratio.aimingAt(TARGETS.getOrDefault(ratio.name(), "")))
          .ifPresent(sheet::add);
    }
  }
}
