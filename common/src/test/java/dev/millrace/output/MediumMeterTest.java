package dev.millrace.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.money.Medium;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediumMeterTest {
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void aPictureIsAsLargeAsItsBytesSay(String format) {
    assertThat(MediumMeter.measure(Sample.picture(format, 333, 217)))
        .isEqualTo(Medium.ofPicture(333, 217));
  }

  @Test
  void aWebpIsMeasuredWithoutReadingWhatElseItCarries() {
    assertThat(MediumMeter.measure(Sample.webp(1792, 1024)))
        .isEqualTo(Medium.ofPicture(1792, 1024));
  }

  @ParameterizedTest
  @CsvSource({"isom, 52480, 12800, 4.1", "mp42, 1, 3, 0.333333333", "'qt  ', 600, 600, 1"})
  void aMovieHasTheSizeOfItsPictureAndTheLengthOfItsHeader(
      String brand, int units, int unitsPerSecond, BigDecimal seconds) {
    assertThat(MediumMeter.measure(Sample.movie(brand, 1280, 720, units, unitsPerSecond)))
        .isEqualTo(new Medium(1280, 720, seconds));
  }

  @Test
  void aMovieInFragmentsHasItsLengthToo() {
    assertThat(MediumMeter.measure(Sample.fragments(4100, 1000)))
        .isEqualTo(new Medium(64, 48, new BigDecimal("4.1")));
  }

  @Test
  void aMovieMayHaveTimesOfSixtyFourBits() {
    assertThat(MediumMeter.measure(Sample.longMovie(90_000_000_000L, 90_000)))
        .isEqualTo(Medium.ofSound(new BigDecimal("1000000")));
  }

  @Test
  void aMovieThatDoesNotKnowItsLengthTellsNone() {
    assertThat(MediumMeter.measure(Sample.movie("isom", 64, 48, -1, 1000)).seconds()).isZero();
    assertThat(MediumMeter.measure(Sample.movie("isom", 64, 48, 10, 0)).seconds()).isZero();
  }

  @Test
  void aSoundPlaysAsLongAsItHasFrames() {
    assertThat(MediumMeter.measure(Sample.wav(12_345)))
        .isEqualTo(Medium.ofSound(new BigDecimal("1.543125")));
  }

  @Test
  void aSoundWrittenWithoutKnowingItsLengthTellsNone() {
    var wav = Sample.wav(100);
    ByteBuffer.wrap(wav).putInt(40, -1);

    assertThat(MediumMeter.measure(wav).seconds()).isZero();
  }

  static Stream<byte[]> strangeBytes() {
    return Stream.of(
        new byte[0],
        "no medium".getBytes(StandardCharsets.US_ASCII),
        Sample.fileType("heic"),
        new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10},
        claiming("moov", Integer.MAX_VALUE),
        claiming("mvhd", Integer.MAX_VALUE),
        nested(50_000));
  }

  @ParameterizedTest
  @MethodSource("strangeBytes")
  void whatIsNoMediumOrLiesIsUnknown(byte[] bytes) {
    assertThat(MediumMeter.measure(bytes)).isEqualTo(Medium.UNKNOWN);
  }

  private static byte[] claiming(String type, int size) {
    var atom = Sample.atom(type, new byte[10]);
    ByteBuffer.wrap(atom).putInt(0, size);
    return Sample.joined(Sample.fileType("isom"), atom);
  }

  private static byte[] nested(int depth) {
    var bytes = ByteBuffer.allocate(8 * depth);
    for (int i = 0; i < depth; i++) {
      bytes.putInt(8 * (depth - i)).put("moov".getBytes(StandardCharsets.US_ASCII));
    }
    return Sample.joined(Sample.fileType("isom"), bytes.array());
  }

  /** Whatever a stranger sends, it is measured or it is not: nothing is thrown. */
  @Test
  void noBrokenFileMakesTheMeterFail() {
    var random = new Random(3);
    var whole =
        Stream.of(
                Sample.picture("png", 30, 20),
                Sample.picture("jpg", 30, 20),
                Sample.picture("gif", 30, 20),
                Sample.webp(30, 20),
                Sample.movie("isom", 30, 20, 10, 10),
                Sample.wav(100))
            .toList();

    for (int i = 0; i < 3000; i++) {
      var bytes = whole.get(i % whole.size()).clone();
      for (int j = 0; j < 1 + random.nextInt(4); j++) {
        bytes[random.nextInt(Math.min(bytes.length, 200))] = (byte) random.nextInt();
      }
      var cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));

      assertThat(MediumMeter.measure(cut)).isNotNull();
    }
  }
}
