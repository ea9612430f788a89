package dev.millrace.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blob.BlobsInMemory;
import dev.millrace.blob.StreamsInto;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Medium;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopiedMeterTest {
  private static final int LARGE = 20 * 1024 * 1024;

  private final BlobsInMemory blobs = new BlobsInMemory();
  private final CopiedMeter meter = new CopiedMeter(new StreamsInto(blobs));

  @Test
  void aSmallFileIsReadWhole() {
    assertThat(measure(Sample.picture("jpg", 30, 20))).isEqualTo(Medium.ofPicture(30, 20));
  }

  @Test
  void ofALargeFilmTheIndexIsReadWhereverItStands() {
    assertThat(measure(Sample.movieWrittenInOneGo(1920, 1080, 5000, 1000, LARGE)))
        .isEqualTo(measure(Sample.movieWrittenInOneGo(1920, 1080, 5000, 1000, 10)))
        .satisfies(
            medium -> {
              assertThat(medium.width()).isEqualTo(1920);
              assertThat(medium.seconds()).isEqualByComparingTo(new BigDecimal(5));
            });
  }

  @Test
  void aLargeFilmThatLiesAboutItselfIsNotMeasured() {
    var film = Sample.movieWrittenInOneGo(64, 48, 1, 1, LARGE);
    int atom = Sample.fileType("isom").length;
    Arrays.fill(film, atom, atom + 3, (byte) 0);
    film[atom + 3] = 5; // smaller than its own head

    assertThat(measure(film)).isEqualTo(Medium.UNKNOWN);
  }

  @Test
  void aLargeFileOfNoKnownKindIsNotMeasured() {
    assertThat(measure(new byte[LARGE])).isEqualTo(Medium.UNKNOWN);
  }

  @Test
  void aFileThatIsNotThereIsAFault() {
    assertThatThrownBy(() -> meter.measure(file(10))).hasMessageContaining("not there");
  }

  private Medium measure(byte[] bytes) {
    blobs.put("key", "a/b", bytes).await().indefinitely();
    return meter.measure(file(bytes.length));
  }

  private static StoredFile file(long size) {
    return new StoredFile(UUID.randomUUID(), "key", "a", "a/b", size);
  }
}
