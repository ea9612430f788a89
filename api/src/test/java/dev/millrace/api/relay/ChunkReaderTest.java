package dev.millrace.api.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChunkReaderTest {
  private static final String SUM_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final ChunkReader reader = new ChunkReader(3);

  /** Base64 of four bytes is as long as that of five. */
  @Test
  void theBoundIsExact() {
    var four = new ChunkReader(4);

    assertThat(four.read(body("YWJjZA==", 4L, null, 0, false)).bytes()).hasSize(4);
    assertThatThrownBy(() -> four.read(body("YWJjZGU=", 5L, null, 0, false)))
        .hasMessageStartingWith("FILE_TOO_LARGE");
  }

  @Test
  void aChunkIsWhatWasSaidOfIt() {
    var read = reader.read(body("YWJj", 3L, SUM_OF_ABC.toUpperCase(), 7, true));

    assertThat(read.bytes()).isEqualTo("abc".getBytes());
    assertThat(read.number()).isEqualTo(7);
    assertThat(read.sha256()).isEqualTo(SUM_OF_ABC);
    assertThat(read.upload()).isEmpty();
    assertThat(read.said().isLast()).isTrue();
  }

  @Test
  void whatIsNotIsRefused() {
    refuses(body(null, 3L, null, 0, false), "MALFORMED: base64 is missing");
    refuses(body("YWJj", null, null, 0, false), "MALFORMED: expected_decoded_bytes is missing");
    refuses(body("YWJj", 3L, null, null, false), "MALFORMED: part_index is missing");
    refuses(body("YWJj", 3L, null, -1, false), "MALFORMED: part_index must be");
    refuses(body("YWJj", 3L, null, 10_000, false), "MALFORMED: part_index must be");
    refuses(body("%%%%", 3L, null, 0, false), "MALFORMED: base64 is no base64");
    refuses(body("", 0L, null, 0, false), "UPLOAD_INVALID");
    refuses(body("YWJj", 2L, null, 0, false), "FILE_MISMATCH");
    refuses(body("YWJj", 3L, "abc", 0, false), "MALFORMED: sha256 must be");
    refuses(body("YWJk", 3L, SUM_OF_ABC, 0, false), "FILE_MISMATCH");
    refuses(body("YWJjZA==", 4L, null, 0, false), "FILE_TOO_LARGE");
  }

  private void refuses(ChunkBody body, String message) {
    assertThatThrownBy(() -> reader.read(body)).hasMessageStartingWith(message);
  }

  private static ChunkBody body(
      String base64, Long bytes, String sha256, Integer index, boolean isLast) {
    return new ChunkBody(null, index, isLast, base64, "a.txt", null, bytes, sha256, null, false);
  }
}
