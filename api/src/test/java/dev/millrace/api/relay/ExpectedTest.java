package dev.millrace.api.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectedTest {
  private static final String SUM_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void whatWasDeclaredPasses() {
    var expected = expected("text/plain", 3L, SUM_OF_ABC, 3);

    assertThat(passed(expected, "a", "bc")).isEqualTo("abc");
  }

  @Test
  void nothingPassesThatIsNotWhatWasDeclared() {
    assertThat(refused(expected("text/plain", 4L, null, 9), "abc"))
        .isEqualTo(FaultCode.FILE_MISMATCH);
    assertThat(refused(expected("text/plain", 2L, null, 9), "a", "bc"))
        .isEqualTo(FaultCode.FILE_MISMATCH);
    assertThat(refused(expected("text/plain", null, SUM_OF_ABC, 9), "abd"))
        .isEqualTo(FaultCode.FILE_MISMATCH);
    assertThat(refused(expected("image/png", null, null, 99), "<!DOCTYPE html><html></html>"))
        .isEqualTo(FaultCode.FILE_MISMATCH);
    assertThat(refused(expected("text/plain", null, null, 2), "abc"))
        .isEqualTo(FaultCode.FILE_TOO_LARGE);
    assertThat(refused(expected("text/plain", null, null, 2))).isEqualTo(FaultCode.UPLOAD_INVALID);
  }

  @Test
  void whatIsAnnouncedIsRefusedBeforeItComes() {
    var expected = expected("text/plain", 3L, null, 5);

    expected.checkAnnounced(3);
    assertThatThrownBy(() -> expected.checkAnnounced(0)).hasMessageContaining("UPLOAD_INVALID");
    assertThatThrownBy(() -> expected.checkAnnounced(4)).hasMessageContaining("FILE_MISMATCH");
    assertThatThrownBy(() -> expected.checkAnnounced(6)).hasMessageContaining("FILE_TOO_LARGE");
  }

  private static Expected expected(String type, Long size, String sha256, long largest) {
    return new Expected(type, Optional.ofNullable(size), Optional.ofNullable(sha256), largest);
  }

  private static String passed(Expected expected, String... pieces) {
    var all = new StringBuilder();
    expected
        .checked(Multi.createFrom().items(pieces).map(ExpectedTest::bytes))
        .collect()
        .asList()
        .await()
        .atMost(Duration.ofSeconds(10))
        .forEach(piece -> all.append(StandardCharsets.UTF_8.decode(piece)));
    return all.toString();
  }

  private static FaultCode refused(Expected expected, String... pieces) {
    try {
      passed(expected, pieces);
      return null;
    } catch (FaultException refusal) {
      return refusal.fault().code();
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
