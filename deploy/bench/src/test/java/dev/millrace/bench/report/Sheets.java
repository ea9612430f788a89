package dev.millrace.bench.report;

import dev.millrace.bench.contest.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Sheets as a test needs them, of no real machine and no real day. */
final class Sheets {
  static final String PART = "queue";
  private static final Machine MACHINE = new Machine(2, 7_812, Map.of("JDK", "25", "Node", "22"));

  private Sheets() {}

  static Sheet of(String part, Figure... figures) {
    return new Sheet(part, MACHINE, "2026-01-31", 3, 10, "", List.of(figures));
  }

  static Sheet ofTheQueue() {
    return of(
        PART,
        figure("Millrace, 64 connections", "requests a second", 1_000, 1_200, 900),
        figure("peer, 64 connections", "requests a second", 500, 480, 510),
        figure("Millrace, 64 connections", "submit p50", 4.5).lessIsBetter().aimingAt("≤ 4 ms"));
  }

  static Figure figure(String name, String metric, double... samples) {
    return Figure.of(
        PART, name, metric, "1/s", new Samples(Arrays.stream(samples).boxed().toList()));
  }
}
