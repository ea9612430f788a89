package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.speed.BacklogBench.Seen;
import dev.millrace.bench.wrk.Outcome;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogFiguresTest {
  private static final String BOTH = "full queue / empty queue";

  private final Report report = Reports.of(BacklogFigures.PART);

  @BeforeEach
  void bothQueuesWereSeen() {
    var figures = new BacklogFigures(report);
    figures.take(BacklogFigures.EMPTY, seen(4_000, 2_000, 6_000));
    figures.take(BacklogFigures.FULL, seen(2_000, 3_000, 5_000));
    figures.compare();
  }

  @Test
  void halfTheRateIsTwiceTheCost() {
    assertThat(samples("cost of a submit")).isEqualTo(Samples.of(2));
    assertThat(samples("cost of a claim, until completed")).isEqualTo(Samples.of(1.2));
  }

  @Test
  void aLongerTimeIsAHigherCost() {
    assertThat(samples("cost of a submit, p50")).isEqualTo(Samples.of(1.5));
  }

  @Test
  void everyCostHasTheTarget() {
    assertThat(report.sheet().figures())
        .filteredOn(figure -> figure.name().equals(BOTH))
        .hasSize(4)
        .allSatisfy(figure -> assertThat(figure.target()).isEqualTo("≤ 1.15 ×"));
  }

  private Samples samples(String cost) {
    return report.find(BOTH, cost).orElseThrow().samples();
  }

  private static Seen seen(long rate, long p50, double drained) {
    var outcome = List.of(new Outcome(rate, 1_000_000, 0, 0, p50, 2 * p50, 4 * p50));
    return new Seen(outcome, outcome, List.of(drained));
  }
}
