package dev.millrace.api.files.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WantedRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-9, 0, 9",
    "bytes=2-5, 2, 5",
    "bytes=5-, 5, 9",
    "bytes=0-, 0, 9",
    "bytes=-3, 7, 9",
    "bytes=-99, 0, 9",
    "bytes=8-99, 8, 9",
    "'Bytes = 1 - 2', 1, 2",
    "bytes=9-99999999999999999999999999, 9, 9"
  })
  void aRangeIsKeptWithinTheFile(String header, long first, long last) {
    assertThat(WantedRange.of(header, 10)).isEqualTo(new WantedRange.Part(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"})
  void bytesThatTheFileDoesNotHaveAreNowhere(String header) {
    assertThat(WantedRange.of(header, 10)).isEqualTo(new WantedRange.Nowhere());
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=0-1,4-5",
        "items=0-1"
      })
  void whatIsNoRangeOrSeveralIsTheWhole(String header) {
    assertThat(WantedRange.of(header, 10)).isEqualTo(new WantedRange.Whole());
  }

  @Test
  void anEmptyFileHasNoBytesAnywhere() {
    assertThat(WantedRange.of("bytes=0-", 0)).isEqualTo(new WantedRange.Nowhere());
    assertThat(WantedRange.of("bytes=-1", 0)).isEqualTo(new WantedRange.Nowhere());
    assertThat(WantedRange.of(null, 0)).isEqualTo(new WantedRange.Whole());
  }

  @Test
  void aPartKnowsItsLength() {
    var part = new WantedRange.Part(2, 5);

    assertThat(part.length()).isEqualTo(4);
    assertThat(part.range().first()).isEqualTo(2);
    assertThat(part.range().last()).isEqualTo(Optional.of(5L));
  }
}
