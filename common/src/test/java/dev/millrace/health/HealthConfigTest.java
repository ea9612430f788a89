package dev.millrace.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthConfigTest {

  @Test
  void anEngineHasTwoSecondsUnlessSetOtherwise() {
    assertThat(Settings.of(HealthConfig.class, Map.of()).answerWithin())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(
            Settings.of(HealthConfig.class, Map.of("millrace.health.answer-within", "PT9S"))
                .answerWithin())
        .isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void whatIsNoDurationIsRefused() {
    assertThatThrownBy(
            () -> Settings.of(HealthConfig.class, Map.of("millrace.health.answer-within", "soon")))
        .hasMessageContaining("millrace.health.answer-within");
  }
}
