package dev.millrace.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UuidV7Test {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

  private final Random random = new Random(7);

  @Test
  void isOfVersionSevenAndCarriesItsMillisecond() {
    var id = UuidV7.next(NOW, random);

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void thoseOfOneMillisecondDiffer() {
    assertThat(IntStream.range(0, 10_000).mapToObj(i -> UuidV7.next(NOW, random)))
        .doesNotHaveDuplicates();
  }
}
