package dev.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizesTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5L << 30, 40L << 30, 80L << 30, 81L << 30, 1L << 40})
  void tenThousandPartsSuffice(long atMost) {
    var sizes = new PartSizes(atMost);

    var room = IntStream.rangeClosed(1, 10_000).mapToLong(sizes::of).sum();

    assertThat(room).isGreaterThanOrEqualTo(atMost);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5L << 30, 1L << 40})
  void whatIsSmallIsSentInSmallPartsHoweverMuchItMayBe(long atMost) {
    assertThat(new PartSizes(atMost).of(1)).isEqualTo(8 << 20);
    assertThat(new PartSizes(atMost).of(5_000)).isEqualTo(8 << 20);
  }
}
