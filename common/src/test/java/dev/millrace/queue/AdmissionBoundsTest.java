package dev.millrace.queue;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionBoundsTest {
  private static final Duration FIVE = Duration.ofSeconds(5);
  private static final Duration EIGHT = Duration.ofSeconds(8);

  @Test
  void refusesABrokerThatMayOutlastTheTransaction() {
    assertThatThrownBy(() -> new AdmissionBounds(EIGHT, EIGHT))
        .hasMessageContaining("millrace.admission.transaction-timeout")
        .hasMessageContaining("millrace.kafka.delivery-timeout");
  }

  @Test
  void refusesAWorkerThatGivesUpBeforeTheTransactionHasEnded() {
    var latestEnd = EIGHT.plus(AdmissionBounds.BEGINS_WITHIN);

    assertThatThrownBy(() -> new AdmissionBounds(FIVE, EIGHT).checkOrphanAfter(latestEnd))
        .hasMessageContaining("millrace.dispatch.orphan-after");
  }

  @Test
  void takesTheDefaults() {
    assertThatCode(() -> new AdmissionBounds(FIVE, EIGHT).checkOrphanAfter(Duration.ofSeconds(15)))
        .doesNotThrowAnyException();
  }
}
