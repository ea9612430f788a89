package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456789Z");

  private final Random random = new Random(5);

  @ParameterizedTest
  @EnumSource(RequestStatus.class)
  void anEventComesBackAsItWas(RequestStatus status) {
    var event = event(status);

    assertThat(EventCodec.read(EventCodec.value(event))).contains(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "{}", "42", "\"x\"", "{\"request\":", "\u0000"})
  void foreignTextIsNoneOfOurs(String text) {
    assertThat(EventCodec.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void aTombstoneIsNoneOfOurs() {
    assertThat(EventCodec.read(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "request, 42",
    "account, ann",
    "model, echo",
    "status, LOST",
    "at, yesterday",
    "at, ''",
  })
  void aFieldThatIsNotWhatItShouldBeMakesItNoneOfOurs(String field, String wrong) {
    var text = new String(EventCodec.value(event(RequestStatus.FAILED)), StandardCharsets.UTF_8);
    var broken =
        text.replaceFirst(
            "\"%s\":\"[^\"]*\"".formatted(field), "\"%s\":\"%s\"".formatted(field, wrong));

    assertThat(broken).isNotEqualTo(text);
    assertThat(EventCodec.read(broken.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequence", "attempt"})
  void aNumberThatIsMissingMakesItNoneOfOurs(String field) {
    var text = new String(EventCodec.value(event(RequestStatus.FAILED)), StandardCharsets.UTF_8);
    var broken = text.replaceFirst("\"%s\":\\d+,".formatted(field), "");

    assertThat(broken).isNotEqualTo(text);
    assertThat(EventCodec.read(broken.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void noBytesAtAllMakeItThrow() {
    for (int i = 0; i < 20_000; i++) {
      var value = new byte[random.nextInt(64)];
      random.nextBytes(value);

      assertThat(EventCodec.read(value)).isEmpty();
    }
  }

  private RequestEvent event(RequestStatus status) {
    return new RequestEvent(
        RequestId.next(AT, random),
        AccountId.next(AT, random),
        ModelName.parse("local/echo").orElseThrow(),
        3,
        status,
        2,
        AT);
  }
}
