package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DataFramesTest {
  private final DataFrames frames = new DataFrames();

  @Test
  void eachLineOfDataCountsOnce() {
    take("data: {\"content\":\"data: twice\"}\n\ndata: [DONE]\n\n");

    assertThat(frames.count()).isEqualTo(2);
  }

  @Test
  void aFrameMayComeInPieces() {
    take("da");
    take("ta");
    assertThat(frames.count()).isZero();

    take(": {}\n");
    assertThat(frames.count()).isEqualTo(1);
  }

  @Test
  void signsOfLifeAndNamesOfEventsAreNoData() {
    take(": hb\n\nevent: data:\n datadata: x\n");

    assertThat(frames.count()).isZero();
  }

  private void take(String piece) {
    frames.take(piece.getBytes(StandardCharsets.US_ASCII));
  }
}
