package dev.millrace.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.queue.WebhookTarget.Event;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Settings;
import dev.millrace.webhook.Attempted;
import dev.millrace.webhook.Delivery;
import dev.millrace.webhook.DeliveryId;
import dev.millrace.webhook.DeliveryStatus;
import dev.millrace.webhook.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Duration> WAITS =
      Settings.of(DeliveryConfig.class, Map.of()).schedule();

  private final Random random = new Random(7);
  private final Schedule schedule = new Schedule(WAITS, random);

  @Test
  void theScheduleIsTheOneThatReceiversKnow() {
    assertThat(WAITS)
        .extracting(Duration::toSeconds)
        .containsExactly(5L, 30L, 120L, 300L, 600L, 1200L, 1800L, 2700L, 3600L);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void success(int code) {
    assertThat(after(0, new Answer.Status(code)).status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 307, 400, 401, 404, 429, 500, 503})
  void anyOtherStatusIsTriedAgain(int code) {
    assertThat(after(0, new Answer.Status(code)).status()).isEqualTo(DeliveryStatus.PENDING);
  }

  @Test
  void eachWaitIsTheSchedulesOrATenthLonger() {
    for (int attempts = 0; attempts < WAITS.size(); attempts++) {
      var wait =
          Duration.between(NOW, after(attempts, new Answer.Silence("no")).nextAt().orElseThrow());

      assertThat(wait)
          .isBetween(WAITS.get(attempts), WAITS.get(attempts).multipliedBy(11).dividedBy(10));
    }
  }

  @Test
  void theTenthAttemptIsTheLast() {
    assertThat(after(8, new Answer.Status(500)).status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(after(9, new Answer.Status(500)).status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(after(9, new Answer.Silence("no")).status()).isEqualTo(DeliveryStatus.FAILED);
  }

  @Test
  void whoIsGoneOrForbiddenIsNotCalledAgain() {
    assertThat(after(0, new Answer.Status(410)).status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(after(0, new Answer.Forbidden("private")).status()).isEqualTo(DeliveryStatus.FAILED);
  }

  private Attempted after(int attempts, Answer answer) {
    var id = new DeliveryId(RequestId.next(NOW, random), Event.COMPLETED);
    var line = new Line(AccountId.next(NOW, random), "https://hooks.example.com");
    return schedule.after(
        new Delivery(id, line, "https://hooks.example.com/a", attempts), answer, NOW);
  }
}
