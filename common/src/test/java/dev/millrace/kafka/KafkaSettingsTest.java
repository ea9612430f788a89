package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private static final String SESSION = "session.timeout.ms";
  private static final String HEARTBEAT = "heartbeat.interval.ms";
  private static final String REPORTERS = "metric.reporters";

  @Test
  void aConsumerIsGivenUpAsSoonAsBrokersAllowByThemselves() {
    assertThat(consumer(Map.of())).containsEntry(SESSION, 6_000).containsEntry(HEARTBEAT, 1_500);
  }

  @Test
  void whoeverRunsTheBrokersMaySaySooner() {
    assertThat(consumer(Map.of(SESSION, "2000")))
        .containsEntry(SESSION, "2000")
        .containsEntry(HEARTBEAT, 500);
  }

  @Test
  void noClientRegistersItsMeasurementsUnlessSomebodyReadsThem() {
    assertThat(new KafkaSettings(Map.of()).connection()).containsEntry(REPORTERS, "");
    assertThat(new KafkaSettings(Map.of(REPORTERS, "a.Reporter")).connection())
        .containsEntry(REPORTERS, "a.Reporter");
  }

  private static Map<String, Object> consumer(Map<String, Object> gathered) {
    return new KafkaSettings(gathered).consumer("a-group", 10);
  }
}
