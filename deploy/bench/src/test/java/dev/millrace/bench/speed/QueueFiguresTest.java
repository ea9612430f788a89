package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.contest.Cost;
import dev.millrace.bench.contest.Round;
import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.wrk.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueFiguresTest {
  private static final Cost WAL = new Cost("PostgreSQL", "WAL written a request", "KB", 1.5);

  private final Report report = Reports.of(QueueFigures.PART);
  private final QueueFigures figures = new QueueFigures(report);

  @Test
  void eachContestantHasItsRateAndHowLongItsSubmitsTook() {
    figures.take("BullMQ", 64, List.of(round(1_000)));

    assertThat(samples("BullMQ, 64 connections", "requests a second")).isEqualTo(Samples.of(100));
    assertThat(samples("BullMQ, 64 connections", "submit p99")).isEqualTo(Samples.of(5));
  }

  @Test
  void whatARequestCostsIsOfThePartThatSpendsIt() {
    figures.take("Millrace", 64, List.of(round(1_000, WAL)));

    var cost =
        report.find("Millrace's PostgreSQL, 64 connections", "WAL written a request").orElseThrow();
    assertThat(cost.samples()).isEqualTo(Samples.of(1.5));
    assertThat(cost.target()).isEqualTo("≤ 2 KB");
  }

  @Test
  void millraceIsRelatedToEachOtherAtTheSameLoad() {
    figures.take("Millrace", 64, List.of(round(3_000)));
    figures.take("Millrace", 256, List.of(round(9_000)));
    figures.take("pg-boss", 64, List.of(round(1_000)));
    figures.relate();

    var ratio =
        report
            .find("Millrace / pg-boss, 64 connections", "ratio of requests a second")
            .orElseThrow();
    assertThat(ratio.samples()).isEqualTo(Samples.of(3));
    assertThat(ratio.target()).isEqualTo("≥ 2.5 ×");
  }

  private Samples samples(String name, String metric) {
    return report.find(name, metric).orElseThrow().samples();
  }

  private static Round round(long requests, Cost... costs) {
    return new Round(
        new Outcome(requests, 9_000_000, 0, 0, 2_000, 5_000, 9_000),
        Duration.ofSeconds(10),
        List.of(costs));
  }
}
