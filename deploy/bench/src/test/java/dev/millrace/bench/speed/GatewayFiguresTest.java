package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import dev.millrace.bench.wrk.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayFiguresTest {
  private final Report report = Reports.of(GatewayFigures.PART);
  private final GatewayFigures figures = new GatewayFigures(report);

  @BeforeEach
  void allHaveRun() {
    take(GatewayFigures.UPSTREAM, 40_000, 250);
    take(GatewayFigures.PASSED, 9_000, 500);
    take(GatewayFigures.TRANSLATED, 6_000, 750);
    take(GatewayFigures.PORTKEY, 1_000, 1_250);
    figures.relate(32);
  }

  @Test
  void whatAGatewayAddsIsItsTimeWithoutTheUpstreams() {
    var added = figure("Millrace, passed through, 1 connection", "added p50");

    assertThat(added.samples()).isEqualTo(Samples.of(0.25));
    assertThat(added.target()).isEqualTo("≤ 0.4 ms");
  }

  @Test
  void millraceIsRelatedToPortkey() {
    var ratio = ratio("Millrace, passed through / Portkey, 32 connections");

    assertThat(ratio.samples()).isEqualTo(Samples.of(9));
    assertThat(ratio.target()).isEqualTo("≥ 8 ×");
  }

  @Test
  void translationIsRelatedToPassingThrough() {
    var ratio = ratio("Millrace, translated / Millrace, passed through, 32 connections");

    assertThat(ratio.samples().median()).isEqualTo(6_000.0 / 9_000);
    assertThat(ratio.target()).isEqualTo("≥ 0.6 ×");
  }

  @Test
  void whatAGatewayAddsToTheFirstTokenIsTakenRoundByRound() {
    figures.takeFirstTokens(List.of(firstTokens(200, 600), firstTokens(900, 1_100)));

    var added =
        figure(
            "Millrace, passed through, 1 connection", "added to the time to the first token, p50");
    assertThat(added.samples()).isEqualTo(new Samples(List.of(0.2, 0.4)));
    assertThat(added.target()).isEqualTo("≤ 0.5 ms");
  }

  @Test
  void whoWasNotAskedForAFirstTokenHasNone() {
    figures.takeFirstTokens(List.of(firstTokens(200, 600)));

    assertThat(report.find("Portkey, 1 connection", "time to the first token, p50")).isEmpty();
  }

  @Test
  void aRelayedFrameHasItsCost() {
    figures.takeFrames(4, List.of(new Relay.Cost(12, 50_000)));

    var cost =
        figure(
            "Millrace, passed through, 4 connections",
            "processor time of the api for a relayed frame");
    assertThat(cost.samples()).isEqualTo(Samples.of(12));
    assertThat(cost.target()).isEqualTo("≤ 15 µs");
  }

  private static Map<String, Long> firstTokens(long upstream, long passed) {
    return Map.of(GatewayFigures.UPSTREAM, upstream, GatewayFigures.PASSED, passed);
  }

  private Figure ratio(String name) {
    return figure(name, "ratio of chats a second");
  }

  private Figure figure(String name, String metric) {
    return report.find(name, metric).orElseThrow();
  }

  private void take(String who, long rate, long p50) {
    var rounds = List.of(outcome(rate, p50));
    figures.take(32, List.of(new GatewayTurns.Taken(who, rounds, rounds)));
  }

  private static Outcome outcome(long rate, long p50) {
    return new Outcome(rate, 1_000_000, 0, 0, p50, 2 * p50, 4 * p50);
  }
}
