package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.queue.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  private final Topics topics = new Topics("mine");

  @ParameterizedTest
  @EnumSource(Lane.class)
  void aLanesTopicLeadsBackToTheLane(Lane lane) {
    assertThat(topics.laneOf(topics.dispatch(lane))).contains(lane);
  }

  @Test
  void everyLaneHasATopicAndEventsAndNoticesHaveOthers() {
    assertThat(topics.allDispatch()).containsExactly("mine.dispatch.normal", "mine.dispatch.low");
    assertThat(topics.events()).isEqualTo("mine.events");
    assertThat(topics.notices()).isEqualTo("mine.notices");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mine.events", "other.dispatch.normal", "mine.dispatch.", "normal", ""})
  void otherTopicsAreNobodysLane(String topic) {
    assertThat(topics.laneOf(topic)).isEmpty();
  }
}
