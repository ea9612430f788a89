package dev.millrace.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventFrameTest {
  private final EventFrame.Reader reader = new EventFrame.Reader();

  @Test
  void anEventEndsWithAnEmptyLine() {
    assertThat(read("id: 3-17", "event: update", "data: {\"a\":1}", ""))
        .containsExactly(new EventFrame(Optional.of("3-17"), "update", "{\"a\":1}"));
  }

  @Test
  void commentsAndWaitingTimesAreNoEvents() {
    assertThat(read(": hb", "", "retry: 2000", "")).isEmpty();
  }

  @Test
  void nothingOfAnEventStaysForTheNext() {
    assertThat(read("id: 1-1", "event: update", "data: a", "", "data: b", ""))
        .last()
        .isEqualTo(new EventFrame(Optional.empty(), "message", "b"));
  }

  @Test
  void dataOfSeveralLinesIsOneText() {
    assertThat(read("data: a", "data: b", "")).extracting(EventFrame::data).containsExactly("a\nb");
  }

  private List<EventFrame> read(String... lines) {
    return List.of(lines).stream().map(reader::next).flatMap(Optional::stream).toList();
  }
}
