package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Cost;
import dev.millrace.bench.contest.Round;
import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import java.util.List;
import java.util.Map;

/** The figures of the queue: of each contestant, and of Millrace beside each other. */
final class QueueFigures {
  static final String PART = "queue";
  static final String US = "Millrace";
  static final String RATE = "requests a second";

  private static final Map<String, String> TARGETS =
      Map.of(
          "Millrace / pg-boss, 64 connections", "≥ 2.5 ×",
          "Millrace / graphile-worker, 64 connections", "≥ 4 ×",
          "Millrace / pg-boss, 256 connections", "≥ 4 ×",
          "Millrace / BullMQ, 256 connections", "≥ 0.9 ×");
  private static final Map<String, String> BUDGETS = Map.of("WAL written a request", "≤ 2 KB");

  private final Report report;

  QueueFigures(Report report) {
    this.report = report;
  }

  /** How a contestant's figures at so many connections are named. */
  static String at(String contestant, int connections) {
    return "%s, %d connections".formatted(contestant, connections);
  }

  /** Adds what one contestant did at so many connections. */
  void take(String contestant, int connections, List<Round> rounds) {
    var name = at(contestant, connections);
    report.add(report.figure(name, RATE, "1/s", Samples.of(rounds, Round::rate)));
    report.add(report.millis(name, "submit p50", rounds, round -> round.submits().p50()));
    report.add(report.millis(name, "submit p99", rounds, round -> round.submits().p99()));
    for (int i = 0; i < rounds.getFirst().costs().size(); i++) {
      int gauge = i;
      takeCost(
          contestant, connections, rounds.stream().map(round -> round.costs().get(gauge)).toList());
    }
  }

  /** The same cost in each round. */
  private void takeCost(String contestant, int connections, List<Cost> costs) {
    var cost = costs.getFirst();
    report.add(
        report
            .figure(
                at(contestant + "'s " + cost.of(), connections),
                cost.metric(),
                cost.unit(),
                Samples.of(costs, Cost::amount))
            .lessIsBetter()
            .aimingAt(BUDGETS.getOrDefault(cost.metric(), "")));
  }

  /** Adds the ratios of all that was taken. To be called once, at the end. */
  void relate() {
    report.sheet().figures().stream()
        .filter(figure -> figure.metric().equals(RATE))
        .forEach(this::relate);
  }

  private void relate(Figure theirs) {
    if (!theirs.who().equals(US)) {
      report
          .find(US + ", " + theirs.circumstances(), RATE)
          .map(ours -> ours.over(theirs))
          .map(ratio -> ratio.aimingAt(TARGETS.getOrDefault(ratio.name(), "")))
          .ifPresent(report::add);
    }
  }
}
