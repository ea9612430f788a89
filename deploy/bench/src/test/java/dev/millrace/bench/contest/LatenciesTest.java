package dev.millrace.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void aPercentileIsTheLeastThatSoManyDidNotExceed() {
    var hundred = Latencies.of(LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray());

    assertThat(List.of(hundred.p50(), hundred.p99(), hundred.max()))
        .containsExactly(50L, 99L, 100L);
  }

  @Test
  void ofOneCallEveryPercentileIsThatOne() {
    var one = Latencies.of(7);

    assertThat(List.of(one.p50(), one.p99(), one.max())).containsOnly(7L);
  }

  @Test
  void ofNoCallNothingIsSaid() {
    assertThatIllegalArgumentException().isThrownBy(Latencies::of);
  }

  @Test
  void timingsKeepAllThatTheyTook() {
    var timings = new Timings();
    LongStream.rangeClosed(1, 10_000).forEach(timings::add);

    var latencies = timings.latencies();

    assertThat(latencies.count()).isEqualTo(10_000);
    assertThat(latencies.max()).isEqualTo(10_000);
  }
}
