package dev.millrace.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.api.stream.StreamQuery.Start;
import dev.millrace.event.EventPosition;
import dev.millrace.fault.FaultException;
import dev.millrace.request.RequestStatus;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class StreamQueryTest {
  private final MultiMap query = MultiMap.caseInsensitiveMultiMap();

  @Test
  void withoutAnythingItBeginsFreshAndWantsAll() {
    var read = StreamQuery.of(query, null);

    assertThat(read.start()).isEqualTo(new Start.Fresh());
    assertThat(read.payloads()).isTrue();
    assertThat(read.choice().ids()).isEmpty();
  }

  @Test
  void theHeaderIsYoungerThanTheUrl() {
    query.add("after", "1-5");

    assertThat(StreamQuery.of(query, null).start())
        .isEqualTo(new Start.After(new EventPosition(1, 5)));
    assertThat(StreamQuery.of(query, "1-9").start())
        .isEqualTo(new Start.After(new EventPosition(1, 9)));
    assertThat(StreamQuery.of(query, "what").start()).isEqualTo(new Start.Unknown());
  }

  @Test
  void anAfterThatIsNoneIsRefused() {
    query.add("after", "x");

    assertThatThrownBy(() -> StreamQuery.of(query, null))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("after");
  }

  @Test
  void filtersRepeatAndAreBounded() {
    query.add("status", "COMPLETED").add("status", "FAILED");
    assertThat(StreamQuery.of(query, null).choice().statuses())
        .containsExactlyInAnyOrder(RequestStatus.COMPLETED, RequestStatus.FAILED);

    for (int i = 0; i < 21; i++) {
      query.add("model", "local/echo");
    }
    assertThatThrownBy(() -> StreamQuery.of(query, null)).hasMessageContaining("model");
  }
}
