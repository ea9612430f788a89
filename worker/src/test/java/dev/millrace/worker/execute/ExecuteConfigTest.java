package dev.millrace.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecuteConfigTest {
  @Test
  void defaults() {
    var config = Settings.of(ExecuteConfig.class, Map.of());

    assertThat(config.concurrency()).isEqualTo(1024);
    assertThat(config.heartbeatEvery()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.presumedDeadAfter()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.cancelCheckEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.retryBase()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.retryMax()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.drainWithin()).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void everySettingIsMapped() {
    var config =
        Settings.of(
            ExecuteConfig.class,
            Map.of(
                "millrace.execute.concurrency", "7",
                "millrace.execute.heartbeat-every", "PT1S",
                "millrace.execute.presumed-dead-after", "PT2S",
                "millrace.execute.cancel-check-every", "PT3S",
                "millrace.execute.retry-base", "PT4S",
                "millrace.execute.retry-max", "PT5S",
                "millrace.execute.drain-within", "PT6S"));

    assertThat(config.concurrency()).isEqualTo(7);
    assertThat(config.heartbeatEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.presumedDeadAfter()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.cancelCheckEvery()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.retryBase()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.retryMax()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.drainWithin()).isEqualTo(Duration.ofSeconds(6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "1.5", ""})
  void aConcurrencyThatIsNoNumberIsRefused(String concurrency) {
    assertThatThrownBy(
            () ->
                Settings.of(
                    ExecuteConfig.class, Map.of("millrace.execute.concurrency", concurrency)))
        .hasMessageContaining("millrace.execute.concurrency");
  }

  @Test
  void anUnknownSettingIsRefused() {
    assertThatThrownBy(
            () -> Settings.of(ExecuteConfig.class, Map.of("millrace.execute.concurency", "7")))
        .hasMessageContaining("millrace.execute.concurency");
  }
}
