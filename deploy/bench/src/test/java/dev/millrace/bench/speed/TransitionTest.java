package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TransitionTest {
  private static final String REQUEST =
      "{\"request\":{\"id\":\"r\",\"createdAt\":\"2026-01-31T10:00:00.1Z\",\"updatedAt\":\"2026-01-31T10:00:00.123456Z\"}}";

  @Test
  void anUpdateSaysWhenItsTransitionWas() {
    assertThat(Transition.at("id: 3-17\nevent: update\ndata: " + REQUEST))
        .contains(Instant.parse("2026-01-31T10:00:00.123456Z"));
  }

  @Test
  void onlyACompletedRequestHasEnded() {
    assertThat(Transition.isEnd("event: update\ndata: {\"status\":\"COMPLETED\"}")).isTrue();
    assertThat(Transition.isEnd("event: update\ndata: {\"status\":\"IN_PROGRESS\"}")).isFalse();
    assertThat(Transition.isEnd("event: snapshot\ndata: {\"status\":\"COMPLETED\"}")).isFalse();
  }

  @Test
  void whatASnapshotShowsIsNoTransition() {
    assertThat(Transition.at("id: 3-17\nevent: snapshot\ndata: " + REQUEST)).isEmpty();
  }

  @Test
  void signsOfLifeTellOfNone() {
    assertThat(Transition.at(": hb")).isEmpty();
  }

  @Test
  void transitionsFollowASnapshot() {
    assertThat(Transition.comesAfter("id: 3-17\nevent: snapshot\ndata: {}")).isTrue();
    assertThat(Transition.comesAfter("retry: 2000")).isFalse();
  }
}
