package dev.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blob.BlobUploads.Part;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Upload.Declared;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartListTest {
  private static final long FIVE_MIB = 5L << 20;
  private static final List<Part> THERE =
      List.of(part(1, "a", FIVE_MIB), part(2, "b", FIVE_MIB), part(4, "c", 7));

  @Test
  void partsInOrderAreTakenAsTheyAreThere() {
    assertThat(checked(part(1, "a", 0), part(2, "b", 0), part(4, "c", 0))).isEqualTo(THERE);
    assertThat(checked(part(4, "c", 0))).containsExactly(part(4, "c", 7));
  }

  @Test
  void noPartsMakeNoFile() {
    assertInvalid("parts is empty");
  }

  @Test
  void partsOutOfOrderAreRefused() {
    assertInvalid("part 1 is named after part 2", part(2, "b", 0), part(1, "a", 0));
  }

  @Test
  void aPartThatIsNamedTwiceIsRefused() {
    assertInvalid("part 1 is named twice", part(1, "a", 0), part(1, "a", 0));
  }

  @Test
  void aPartThatIsMissingIsNamed() {
    assertInvalid("part 3 was not uploaded", part(1, "a", 0), part(3, "x", 0));
  }

  @Test
  void aPartWithAnotherEtagIsNamed() {
    assertInvalid("part 2 is there with another etag", part(1, "a", 0), part(2, "x", 0));
  }

  @Test
  void aSmallPartMayOnlyBeTheLast() {
    var there = List.of(part(1, "a", FIVE_MIB - 1), part(2, "b", 1));

    assertThatThrownBy(
            () -> PartList.checked(there, there, declared(Optional.empty(), Long.MAX_VALUE)))
        .hasMessageContaining("part 1 has 5242879 bytes; every part but the last needs 5242880");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 10_001})
  void numbersHaveBounds(int number) {
    assertInvalid("partNumber must be from 1 to 10000", part(number, "a", 0));
    assertThatThrownBy(() -> PartList.number(number)).isInstanceOf(FaultException.class);
  }

  @Test
  void partsWithMoreBytesThanMayBeAreRefused() {
    assertThatThrownBy(
            () -> PartList.checked(THERE, THERE, declared(Optional.empty(), 2 * FIVE_MIB)))
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(FaultCode.FILE_TOO_LARGE));
  }

  @Test
  void partsWithOtherBytesThanWereDeclaredAreAMismatch() {
    assertThatThrownBy(
            () -> PartList.checked(THERE, THERE, declared(Optional.of(8L), Long.MAX_VALUE)))
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(FaultCode.FILE_MISMATCH))
        .hasMessageContaining("declared as 8 bytes and its parts have 10485767");
  }

  private static List<Part> checked(Part... named) {
    return PartList.checked(List.of(named), THERE, declared(Optional.empty(), Long.MAX_VALUE));
  }

  private static void assertInvalid(String message, Part... named) {
    assertThatThrownBy(() -> checked(named))
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(FaultCode.UPLOAD_INVALID))
        .hasMessageContaining(message);
  }

  private static FaultCode code(Throwable failure) {
    return ((FaultException) failure).fault().code();
  }

  private static Declared declared(Optional<Long> size, long largest) {
    return new Declared(
        "a.png", "image/png", size, Optional.empty(), largest, false, Optional.empty());
  }

  private static Part part(int number, String etag, long size) {
    return new Part(number, etag, size);
  }
}
