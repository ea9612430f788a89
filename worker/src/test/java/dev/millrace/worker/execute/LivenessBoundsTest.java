package dev.millrace.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LivenessBoundsTest {
  private static final Duration BEAT = Duration.ofSeconds(3);

  @Test
  void threeMissedHeartbeatsMayMeanDeath() {
    assertThat(new LivenessBounds(BEAT, BEAT.multipliedBy(3)).presumedDeadAfter())
        .isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void fewerMayNotAndTheRefusalNamesBothSettings() {
    assertThatThrownBy(() -> new LivenessBounds(BEAT, BEAT.multipliedBy(3).minusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("millrace.execute.presumed-dead-after")
        .hasMessageContaining("heartbeat-every (PT3S)");
  }

  @Test
  void theDefaultsAreNotRefused() {
    var config = Settings.of(ExecuteConfig.class, Map.of());

    assertThat(LivenessBounds.of(config).presumedDeadAfter()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void silenceIsMeasuredBackFromNow() {
    var now = Instant.parse("2026-01-01T00:00:15Z");

    assertThat(new LivenessBounds(BEAT, Duration.ofSeconds(15)).silentSince(now))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }
}
