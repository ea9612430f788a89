package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
  @EnumSource(RequestStatus.class)
  void whoLooksForWebhooksFindsThemByTheLastBytes(RequestStatus status) {
    assertThat(EventCodec.mayHaveWebhook(EventCodec.value(event(status, true)))).isTrue();
    assertThat(EventCodec.mayHaveWebhook(EventCodec.value(event(status, false)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "}", ",\"webhook\":true", "{\"webhook\":true,\"at\":1}"})
  void whatIsNoneOfOursHasNoWebhook(String text) {
    assertThat(EventCodec.mayHaveWebhook(text.getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(EventCodec.mayHaveWebhook(null)).isFalse();
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
    "created, never",
    "fault, BAD_LUCK",
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
    return event(status, status == RequestStatus.FAILED);
  }

  private RequestEvent event(RequestStatus status, boolean hasWebhook) {
    return new RequestEvent(
        RequestId.next(AT, random),
        AccountId.next(AT, random),
        ModelName.parse("local/echo").orElseThrow(),
        3,
        status,
        2,
        AT,
        AT.minusSeconds(2),
        status == RequestStatus.IN_QUEUE ? Optional.empty() : Optional.of(AT.minusSeconds(1)),
        status.isTerminal() ? Optional.of(ended(status)) : Optional.empty(),
        hasWebhook);
  }

  private static RequestEvent.Ended ended(RequestStatus status) {
    return switch (status) {
      case COMPLETED ->
          new RequestEvent.Ended(
              Money.parse("0.000000001"), Optional.of(Duration.ofMillis(7)), Optional.empty());
      case FAILED ->
          new RequestEvent.Ended(
              Money.ZERO,
              Optional.empty(),
              Optional.of(Fault.of(FaultCode.PROVIDER_BROKEN, "the provider \"broke\"")));
      case CANCELLED, IN_QUEUE, IN_PROGRESS -> RequestEvent.Ended.CANCELLED;
    };
  }
}
