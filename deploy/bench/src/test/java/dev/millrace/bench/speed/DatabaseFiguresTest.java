package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.contest.Round;
import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.wrk.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseFiguresTest {
  private static final String SHARE = "share of the database's own limit";

  private final Report report = Reports.of(DatabaseFigures.PART);
  private final DatabaseFigures figures = new DatabaseFigures(report);

  @BeforeEach
  void theDatabaseWasMeasured() {
    figures.take(4, 256, List.of(20_000.0));
  }

  @Test
  void theShareIsThePlatformsRateByThatOfTheStatements() {
    figures.takePlatform(256, List.of(round()));

    var share = report.find("Millrace, 256 connections", SHARE).orElseThrow();
    assertThat(share.samples()).isEqualTo(Samples.of(40));
    assertThat(share.unit()).isEqualTo("%");
    assertThat(share.target()).isEqualTo("≥ 35 %");
  }

  @Test
  void thePlatformsRateStandsBesideIt() {
    figures.takePlatform(256, List.of(round()));

    var rate = report.find("Millrace, 256 connections", QueueFigures.RATE).orElseThrow();
    assertThat(rate.samples()).isEqualTo(Samples.of(8_000));
  }

  /** Of 8,000 requests a second. */
  private static Round round() {
    var submits = new Outcome(80_000, 9_000_000, 0, 0, 2_000, 5_000, 9_000);
    return new Round(submits, Duration.ofSeconds(10), List.of());
  }
}
