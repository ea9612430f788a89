package dev.millrace.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadHandleTest {
  private static final UUID ID = UUID.fromString("0199fa00-0000-7000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("0199fa00-0000-7000-8000-000000000002");
  private static final String URL = "https://api.example.com/media/" + ID + "/a%20b.png";

  @Test
  void anUploadIsNamedByWhatWasAnswered() {
    var handle = new UploadHandle(ID);

    assertThat(UploadHandle.of(handle.uploadId(), handle.uploadKey(), null)).isEqualTo(handle);
    assertThat(UploadHandle.of(null, handle.uploadKey(), null)).isEqualTo(handle);
    assertThat(UploadHandle.of(null, null, URL)).isEqualTo(handle);
    assertThat(UploadHandle.of(handle.uploadId(), handle.uploadKey(), URL + "?x=1"))
        .isEqualTo(handle);
  }

  @Test
  void aKeyOfAnotherUploadIsRefused() {
    assertCode(
        FaultCode.UPLOAD_INVALID,
        () -> UploadHandle.of(ID.toString(), new UploadHandle(OTHER).uploadKey(), null));
    assertCode(FaultCode.UPLOAD_INVALID, () -> UploadHandle.of(OTHER.toString(), null, URL));
  }

  @Test
  void nothingNamesNothing() {
    assertCode(FaultCode.MALFORMED, () -> UploadHandle.of(null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "uploads/../0199fa00-0000-7000-8000-000000000001",
        "0199fa00-0000-7000-8000-000000000001/x",
        "https://api.example.com/media/x/a.png",
        "https://api.example.com/files/0199fa00-0000-7000-8000-000000000001",
        "https://api.example.com/media/0199fa00-0000-7000-8000-000000000001x"
      })
  void whatIsNoNameOfOursIsNotFound(String text) {
    assertCode(FaultCode.NOT_FOUND, () -> UploadHandle.of(text, null, null));
    assertCode(FaultCode.NOT_FOUND, () -> UploadHandle.of(null, text, null));
    assertCode(FaultCode.NOT_FOUND, () -> UploadHandle.of(null, null, text));
  }

  private static void assertCode(FaultCode code, Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            FaultException.class, refusal -> assertThat(refusal.fault().code()).isEqualTo(code));
  }
}
