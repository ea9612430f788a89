package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OccupancyTest {
  @Test
  void sharedPagesCountInPart() {
    var rollup =
        """
        5567c8eb3000-7ffcdbf60000 ---p 00000000 00:00 0                          [rollup]
        Rss:                1776 kB
        Pss:                 214 kB
        Pss_Dirty:           112 kB
        """;

    assertThat(Occupancy.pss(rollup)).isEqualTo(214);
  }

  @Test
  void theWholeIsTheSumOfAll() {
    var both = new Occupancy(Map.of("api", 1_000L, "worker", 500L));

    assertThat(both.megabytes()).isCloseTo(1.536, within(1e-9));
  }
}
