package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.contest.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Report report = Reports.to("lone", said);

  @Test
  void aFigureIsSaidWithItsTargetAndKept() {
    var figure =
        report.figure("Millrace", "rate", "1/s", Samples.of(250)).aimingAt("≥ 100 a second");

    report.add(figure);

    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsSubsequence("Millrace", "rate", "250 1/s", "≥ 100 a second");
    assertThat(report.find("Millrace", "rate")).contains(figure);
  }

  @Test
  void timesAreInMillisecondsAndLessOfThemIsBetter() {
    var figure = report.millis("Millrace", "p50", List.of(1_500L, 2_500L), micros -> micros);

    assertThat(figure.samples()).isEqualTo(new Samples(List.of(1.5, 2.5)));
    assertThat(figure.lowerIsBetter()).isTrue();
  }
}
