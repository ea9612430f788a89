package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicMakerTest {

  @ParameterizedTest
  @ValueSource(strings = {"P7D", "P14D", "PT1H"})
  void segmentsEndOftenEnoughForTheRetentionToMeanSomething(String retention) {
    var kept = Duration.parse(retention);

    assertThat(TopicMaker.segment(kept)).isLessThanOrEqualTo(kept.dividedBy(7)).isPositive();
  }

  @Test
  void segmentsAreNeverShorterThanAMinute() {
    assertThat(TopicMaker.segment(Duration.ofSeconds(10))).isEqualTo(Duration.ofMinutes(1));
  }
}
