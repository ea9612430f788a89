package dev.millrace.route;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakersTest {
  @ParameterizedTest
  @CsvSource({
    "window, 5",
    "minimum-attempts, 21",
    "minimum-attempts, 0",
    "open-at, 0",
    "open-at, 101",
    "open-for, PT0S",
    "trials, 0",
    "wait-at-most, PT-1S"
  })
  void settingsWithoutSenseAreRefusedByName(String setting, String value) {
    var config = Settings.of(BreakerConfig.class, Map.of("millrace.breaker." + setting, value));

    assertThatThrownBy(() -> new Breakers(config, new HandClock(), new SimpleMeterRegistry()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "millrace.breaker." + (setting.equals("window") ? "minimum-attempts" : setting));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void aCancelThatNobodyCouldConfirmInTimeIsRefused(Duration within) {
    assertThatThrownBy(() -> new BoundedRun(within))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("millrace.execute.cancel-within");
  }
}
