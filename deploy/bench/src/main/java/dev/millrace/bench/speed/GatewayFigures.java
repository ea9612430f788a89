package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.wrk.Outcome;
import java.util.List;
import java.util.Map;

/** The figures of the gateway: of each contestant, and what it adds to the upstream itself. */
final class GatewayFigures {
  static final String PART = "gateway";
  static final String UPSTREAM = "upstream itself";
  static final String PASSED = "Millrace, passed through";
  static final String TRANSLATED = "Millrace, translated";
  static final String PORTKEY = "Portkey";

  private static final String ONE = "1 connection";
  private static final String RATE = "chats a second";
  private static final String P50 = "p50";
  private static final String P99 = "p99";
  private static final String FIRST_TOKEN = "time to the first token, p50";
  private static final String ADDED = "added ";
  private static final String ADDED_TO = "added to the ";
  private static final double MICROS_A_MILLI = 1e3;

  private static final Map<String, String> RATIOS =
      Map.of(
          "Millrace, passed through / Portkey, 32 connections", "≥ 8 ×",
          "Millrace, translated / Millrace, passed through, 32 connections", "≥ 0.6 ×");
  private static final Map<String, String> ADDITIONS =
      Map.of(ADDED + P50, "≤ 0.4 ms", ADDED + P99, "≤ 1.5 ms", ADDED_TO + FIRST_TOKEN, "≤ 0.5 ms");
  private static final String FRAME = "≤ 15 µs";

  private final Report report;

  GatewayFigures(Report report) {
    this.report = report;
  }

  /** Adds what all of them did, at so many connections and at one. */
  void take(int connections, List<GatewayTurns.Taken> all) {
    for (var taken : all) {
      var rates = Samples.of(taken.many(), Outcome::rate);
      report.add(report.figure(at(taken.name(), connections), RATE, "1/s", rates));
      report.add(report.millis(alone(taken.name()), P50, taken.lone(), Outcome::p50));
      report.add(report.millis(alone(taken.name()), P99, taken.lone(), Outcome::p99));
    }
  }

  /**
   * Adds the times to the first token, and what they are longer than the upstream's of the same
   * round.
   *
   * @param rounds the median of each in microseconds, by who was called; all have the same, and the
   *     upstream among them
   */
  void takeFirstTokens(List<Map<String, Long>> rounds) {
    var all = List.of(UPSTREAM, PASSED, PORTKEY);
    var called = all.stream().filter(rounds.getFirst()::containsKey).toList();
    for (var who : called) {
      report.add(report.millis(alone(who), FIRST_TOKEN, rounds, round -> round.get(who)));
    }
    for (var who : called.subList(1, called.size())) {
      addition(
          who,
          ADDED_TO + FIRST_TOKEN,
          Samples.of(rounds, round -> (round.get(who) - round.get(UPSTREAM)) / MICROS_A_MILLI));
    }
  }

  /** Adds what a frame cost that was passed through at so many connections. */
  void takeFrames(int connections, List<Relay.Cost> rounds) {
    var name = at(PASSED, connections);
    report.add(
        report
            .figure(
                name,
                "processor time of the api for a relayed frame",
                "µs",
                Samples.of(rounds, Relay.Cost::micros))
            .lessIsBetter()
            .aimingAt(FRAME));
    report.add(report.figure(name, "frames a second", "1/s", Samples.of(rounds, Relay.Cost::rate)));
  }

  private static String at(String who, int connections) {
    return "%s, %d connections".formatted(who, connections);
  }

  private static String alone(String who) {
    return who + ", " + ONE;
  }

  /** Adds additions and ratios of all that was taken. To be called once, at the end. */
  void relate(int connections) {
    for (var who : List.of(PASSED, TRANSLATED, PORTKEY)) {
      add(who, P50);
      add(who, P99);
    }
    relate(at(PASSED, connections), at(PORTKEY, connections));
    relate(at(TRANSLATED, connections), at(PASSED, connections));
  }

  /** What it takes longer than the upstream's median. */
  private void add(String who, String metric) {
    var upstream = report.find(alone(UPSTREAM), metric).orElseThrow().samples().median();
    report
        .find(alone(who), metric)
        .map(figure -> Samples.of(figure.samples().values(), value -> value - upstream))
        .ifPresent(added -> addition(who, ADDED + metric, added));
  }

  /** In milliseconds. Only what we pass through has targets. */
  private void addition(String who, String metric, Samples added) {
    report.add(
        report
            .figure(alone(who), metric, "ms", added)
            .lessIsBetter()
            .aimingAt(who.equals(PASSED) ? ADDITIONS.get(metric) : ""));
  }

  private void relate(String name, String other) {
    var base = report.find(other, RATE);
    report
        .find(name, RATE)
        .flatMap(figure -> base.map(figure::over))
        .map(ratio -> ratio.aimingAt(RATIOS.getOrDefault(ratio.name(), "")))
        .ifPresent(report::add);
  }
}
