package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.bench.contest.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void theNameEndsWithTheCircumstances() {
    var figure = rate("Millrace, passed through, 32 connections", 1);

    assertThat(figure.who()).isEqualTo("Millrace, passed through");
    assertThat(figure.circumstances()).isEqualTo("32 connections");
  }

  @Test
  void aNameNeedsNoCircumstances() {
    assertThat(rate("Millrace", 1).who()).isEqualTo("Millrace");
    assertThat(rate("Millrace", 1).circumstances()).isEmpty();
  }

  @Test
  void theRatioIsThatOfTheMedians() {
    assertThat(rate("a", 1, 6, 7).ratioTo(rate("b", 1, 2, 9))).isEqualTo(3);
  }

  @Test
  void aRatioAsAFigureReachesAsFarAsTheSamplesAllow() {
    var ratio =
        rate("Millrace, 64 connections", 8, 9, 12).over(rate("peer, 64 connections", 2, 3, 4));

    assertThat(ratio.name()).isEqualTo("Millrace / peer, 64 connections");
    assertThat(ratio.unit()).isEqualTo("×");
    assertThat(ratio.samples()).isEqualTo(new Samples(List.of(2.0, 3.0, 6.0)));
  }

  @Test
  void aRatioOfSingleSamplesHasNoRange() {
    assertThat(rate("a", 6).over(rate("b", 2)).samples()).isEqualTo(Samples.of(3));
  }

  @Test
  void nothingIsRelatedToZero() {
    var some = rate("a", 6);
    var none = rate("b", 0);

    assertThatThrownBy(() -> some.over(none)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Figure rate(String name, double... samples) {
    return Sheets.figure(name, "requests a second", samples);
  }
}
