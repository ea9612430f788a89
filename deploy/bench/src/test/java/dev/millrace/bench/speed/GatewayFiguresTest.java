package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import dev.millrace.bench.report.Sheet;
import dev.millrace.bench.wrk.Outcome;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayFiguresTest {
  private final GatewayFigures figures = new GatewayFigures(1, 10);
  private Sheet sheet;

  @BeforeEach
  void allHaveRun() {
    take(GatewayFigures.UPSTREAM, 40_000, 250);
    take(GatewayFigures.PASSED, 9_000, 500);
    take(GatewayFigures.TRANSLATED, 6_000, 750);
    take(GatewayFigures.PORTKEY, 1_000, 1_250);
    sheet = figures.sheet(32);
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

  private Figure ratio(String name) {
    return figure(name, "ratio of chats a second");
  }

  private Figure figure(String name, String metric) {
    return sheet.find(name, metric).orElseThrow();
  }

  private void take(String who, long rate, long p50) {
    figures.take(who, 32, List.of(outcome(rate, p50)), List.of(outcome(rate, p50)));
  }

  private static Outcome outcome(long rate, long p50) {
    return new Outcome(rate, 1_000_000, 0, 0, p50, 2 * p50, 4 * p50);
  }
}
