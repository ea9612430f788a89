package dev.millrace.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
    assertThat(new Samples(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(new Samples(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
  }

  @Test
  void theRangeDoesNotDependOnTheOrder() {
    var samples = new Samples(List.of(5.0, 1.0, 3.0));

    assertThat(samples.least()).isEqualTo(1);
    assertThat(samples.most()).isEqualTo(5);
  }

  @Test
  void oneSampleIsShownWithoutARange() {
    assertThat(Samples.of(1234.5).text()).isEqualTo("1,235");
  }

  @Test
  void severalAreShownWithTheirRange() {
    assertThat(new Samples(List.of(12.34, 5.0, 150.0)).text()).isEqualTo("12.3 (5.00 to 150)");
  }

  @Test
  void noSampleIsNoFigure() {
    var none = List.<Double>of();

    assertThatThrownBy(() -> new Samples(none)).isInstanceOf(IllegalArgumentException.class);
  }
}
