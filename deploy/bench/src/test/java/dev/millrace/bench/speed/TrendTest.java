package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.bench.speed.Trend.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final double ALMOST = 1e-9;

  @Test
  void ofPointsOnALineItIsTheLinesSlope() {
    var points = List.of(new Point(1, 10), new Point(2, 13), new Point(4, 19));

    assertThat(Trend.slope(points)).isCloseTo(3, within(ALMOST));
  }

  @Test
  void whatGoesUpAndDownAlikeDoesNotGrow() {
    var points = List.of(new Point(1, 5), new Point(2, 9), new Point(3, 9), new Point(4, 5));

    assertThat(Trend.slope(points)).isCloseTo(0, within(ALMOST));
  }

  @Test
  void onePointHasNoTrend() {
    assertThatIllegalArgumentException().isThrownBy(() -> Trend.slope(List.of(new Point(1, 5))));
  }
}
