package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import dev.millrace.bench.report.Sheet;
import dev.millrace.bench.wrk.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of the gateway: of each contestant, and what it adds to the upstream itself. */
final class GatewayFigures {
  static final String UPSTREAM = "upstream itself";
  static final String PASSED = "Millrace, passed through";
  static final String TRANSLATED = "Millrace, translated";
  static final String PORTKEY = "Portkey";

  private static final String PART = "gateway";
  private static final String ONE = "1 connection";
  private static final String RATE = "chats a second";
  private static final String P50 = "p50";
  private static final String P99 = "p99";
  private static final String ADDED = "added ";
  private static final double MICROS_A_MILLI = 1e3;

  private static final Map<String, String> RATIOS =
      Map.of(
          "Millrace, passed through / Portkey, 32 connections", "≥ 8 ×",
          "Millrace, translated / Millrace, passed through, 32 connections", "≥ 0.6 ×");
  private static final Map<String, String> ADDITIONS = Map.of(P50, "≤ 0.4 ms", P99, "≤ 1.5 ms");

  private final Sheet sheet;

  /**
   * @param seconds of each round
   */
  GatewayFigures(int rounds, int seconds) {
    this.sheet = Sheet.of(PART, rounds, seconds).against(PORTKEY);
  }

  /**
   * Adds what one did.
   *
   * @param many rounds at so many connections
   * @param lone rounds at one
   */
  void take(String who, int connections, List<Outcome> many, List<Outcome> lone) {
    sheet.add(Figure.of(PART, at(who, connections), RATE, "1/s", Samples.of(many, Outcome::rate)));
    sheet.add(millis(who, P50, lone, Outcome::p50));
    sheet.add(millis(who, P99, lone, Outcome::p99));
  }

  private static String at(String who, int connections) {
    return "%s, %d connections".formatted(who, connections);
  }

  private static String alone(String who) {
    return who + ", " + ONE;
  }

  private static Figure millis(
      String who, String metric, List<Outcome> lone, ToDoubleFunction<Outcome> micros) {
    var samples = Samples.of(lone, outcome -> micros.applyAsDouble(outcome) / MICROS_A_MILLI);
    return Figure.of(PART, alone(who), metric, "ms", samples).lessIsBetter();
  }

  /** All that was taken, with additions and ratios. To be called once, at the end. */
  Sheet sheet(int connections) {
    for (var who : List.of(PASSED, TRANSLATED, PORTKEY)) {
      add(who, P50);
      add(who, P99);
    }
    relate(at(PASSED, connections), at(PORTKEY, connections));
    relate(at(TRANSLATED, connections), at(PASSED, connections));
    return sheet;
  }

  /** What it takes longer than the upstream's median. */
  private void add(String who, String metric) {
    var upstream = sheet.find(alone(UPSTREAM), metric).orElseThrow().samples().median();
    sheet
        .find(alone(who), metric)
        .map(figure -> figure.samples().values().stream().map(value -> value - upstream).toList())
        .map(Samples::new)
        .map(added -> Figure.of(PART, alone(who), ADDED + metric, "ms", added).lessIsBetter())
        .map(figure -> who.equals(PASSED) ? figure.aimingAt(ADDITIONS.get(metric)) : figure)
        .ifPresent(sheet::add);
  }

  private void relate(String name, String other) {
    var base = sheet.find(other, RATE);
    sheet
        .find(name, RATE)
        .flatMap(figure -> base.map(figure::over))
        .map(ratio -> ratio.aimingAt(RATIOS.getOrDefault(ratio.name(), "")))
        .ifPresent(sheet::add);
  }
}
