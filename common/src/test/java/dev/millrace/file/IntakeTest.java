package dev.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Intake.Asked;
import dev.millrace.file.Upload.Way;
import dev.millrace.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final Plan PLAN =
      new Plan(
          "small",
          1000,
          1,
          Optional.of(1500L),
          Optional.empty(),
          List.of(),
          Limits.NONE,
          Optional.empty());

  private final AccountId account = AccountId.next(NOW, ThreadLocalRandom.current());
  private final Intake intake =
      new Intake(
          new UploadsInMemory(),
          Settings.of(UploadsConfig.class, Map.of("millrace.uploads.largest-put", "500")),
          () -> NOW);

  @Test
  void whatIsNotSaidHasItsUsualValue() {
    var upload = checked(Way.MULTIPART, null, null, null, null);

    assertThat(upload.declared())
        .isEqualTo(
            new Upload.Declared(
                "file",
                "application/octet-stream",
                Optional.empty(),
                Optional.empty(),
                1000,
                false,
                Optional.empty()));
    assertThat(upload.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void theKeyHoldsIdsOnly() {
    var upload = checked(Way.PUT, "../../etc/passwd", "image/png", null, null);

    assertThat(upload.key()).isEqualTo("uploads/%s/%s".formatted(account, upload.id()));
    assertThat(upload.declared().name()).isEqualTo("passwd");
  }

  @Test
  void chunksHaveTheirOwnTime() {
    assertThat(checked(Way.CHUNKS, "a", null, null, null).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void whatComesByOnePutIsBoundedByTheStoreToo() {
    assertThat(checked(Way.PUT, "a", null, 500L, null).declared().largest()).isEqualTo(500);
    assertRefused(FaultCode.FILE_TOO_LARGE, "upload it in parts", Way.PUT, null, 501L, null);
    assertThat(checked(Way.MULTIPART, "a", null, 501L, null).declared().size()).contains(501L);
  }

  @Test
  void whatThePlanDoesNotAllowIsRefusedBeforeAnyByte() {
    assertRefused(
        FaultCode.FILE_TOO_LARGE,
        "a file may have 1000 at most under the plan small",
        Way.MULTIPART,
        null,
        1001L,
        null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image",
        "image/",
        "/png",
        "image/png\r\nX-Evil: 1",
        "image/png;",
        "image/p ng",
        "bild/größe",
        "a/b; c=\"\u0000\""
      })
  void aTypeThatIsNoneIsRefused(String type) {
    assertRefused(FaultCode.MALFORMED, "content_type must be", Way.PUT, type, null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image/png", "text/html; charset=utf-8", "a/b;c=\"d e\"", "model/gltf+json"})
  void otherTypesAreKept(String type) {
    assertThat(checked(Way.PUT, "a", type, null, null).declared().contentType()).isEqualTo(type);
  }

  @Test
  void aSizeBelowZeroAndAChecksumThatIsNoneAreRefused() {
    assertRefused(FaultCode.MALFORMED, "size must be", Way.PUT, null, -1L, null);
    assertRefused(FaultCode.MALFORMED, "sha256 must be", Way.PUT, null, null, "abc");
    assertThat(checked(Way.PUT, "a", null, null, "AB".repeat(32)).declared().sha256())
        .contains("ab".repeat(32));
  }

  @Test
  void anAccountWithoutRoomIsTold() {
    intake.keep(checked(Way.PUT, "a", null, 100L, null), PLAN).await().atMost(SOON);

    assertThatThrownBy(
            () -> intake.keep(checked(Way.PUT, "b", null, 100L, null), PLAN).await().atMost(SOON))
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(FaultCode.STORAGE_LIMIT_REACHED))
        .hasMessageContaining("1 unfinished uploads, the most that the plan small allows");
  }

  private Upload checked(Way way, String name, String type, Long size, String sha256) {
    return intake.checked(
        account, PLAN, way, new Asked(name, type, size, sha256, false, Optional.empty()));
  }

  private void assertRefused(
      FaultCode code, String message, Way way, String type, Long size, String sha256) {
    assertThatThrownBy(() -> checked(way, "a", type, size, sha256))
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static FaultCode code(Throwable failure) {
    return ((FaultException) failure).fault().code();
  }
}
