package dev.millrace.postgres.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TillBoundsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void whoHasNotBeatenForHalfOfTheSilenceThatKillsSpendsNothing() {
    var bounds = bounds(Map.of());

    assertThat(bounds.maySpend(NOW.minusMillis(7_499), NOW)).isTrue();
    assertThat(bounds.maySpend(NOW.minusMillis(7_500), NOW)).isFalse();
    assertThat(bounds.silentSince(NOW)).isEqualTo(NOW.minus(Duration.ofSeconds(15)));
  }

  @Test
  void refusesASilenceThatAFewLostHeartbeatsMake() {
    refuses("presumed-dead-after", "PT5.9S", "at least six times heartbeat-every");
  }

  @Test
  void refusesHeartbeatsWithoutEnd() {
    refuses("heartbeat-every", "PT0S", "longer than nothing");
  }

  @Test
  void refusesSlicesBelowZero() {
    refuses("largest-slice", "-0.1", "cannot be below zero");
  }

  @Test
  void refusesToRecallLongerThanANodeMayBeSilent() {
    refuses("recall-within", "PT15S", "shorter than presumed-dead-after");
  }

  private static void refuses(String setting, String value, String words) {
    assertThatThrownBy(() -> bounds(Map.of("millrace.till." + setting, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("millrace.till." + setting)
        .hasMessageContaining(words);
  }

  private static TillBounds bounds(Map<String, String> settings) {
    return TillBounds.of(Settings.of(TillConfig.class, settings));
  }
}
