package dev.millrace.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SightingsTest {
  private final RequestId request = RequestId.next(Instant.EPOCH, new Random(1));
  private final Sightings sightings = new Sightings();

  @Test
  void repeatsOfAnEndAreOneEnd() {
    see(2, "COMPLETED");
    see(2, "COMPLETED");

    assertThat(sightings.endsOf(request)).isEqualTo(1);
    assertThat(sightings.repeats()).isEqualTo(1);
    assertThat(sightings.contradictions()).isZero();
    assertThat(sightings.missing(List.of(request))).isEmpty();
  }

  @Test
  void twoEndsOfOneRequestAreFound() {
    see(2, "CANCELLED");
    see(3, "COMPLETED");

    assertThat(sightings.endedTwice(List.of(request))).containsExactly(request);
  }

  @Test
  void aRepeatThatSaysSomethingElseIsFound() {
    see(2, "CANCELLED");
    see(2, "COMPLETED");

    assertThat(sightings.contradictions()).isEqualTo(1);
  }

  @Test
  void aRequestThatOnlyStartedIsMissing() {
    see(1, "IN_PROGRESS");

    assertThat(sightings.missing(List.of(request))).containsExactly(request);
  }

  private void see(int sequence, String status) {
    sightings.add(
        JsonNodeFactory.instance
            .objectNode()
            .put("id", request.toString())
            .put("sequence", sequence)
            .put("status", status));
  }
}
