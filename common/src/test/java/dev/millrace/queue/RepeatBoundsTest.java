package dev.millrace.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatBoundsTest {
  @Test
  void keysMayBeKeptAsLongAsRetriesCount() {
    assertThat(new RepeatBounds(Duration.ofHours(1), Duration.ofHours(1)).keepFor())
        .isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({"PT1H, PT1H1S", "PT1H, PT-1S"})
  void otherTimesAreRefusedByTheirNames(Duration keepFor, Duration retryWithin) {
    assertThatThrownBy(() -> new RepeatBounds(keepFor, retryWithin))
        .hasMessageContaining("millrace.idempotency.keep-for")
        .hasMessageContaining("millrace.idempotency.retry-within");
  }
}
