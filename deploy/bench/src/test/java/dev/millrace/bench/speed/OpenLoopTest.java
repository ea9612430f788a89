package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  private static final OpenLoop FIVE = new OpenLoop(1_000, Duration.ofMillis(5));

  @Test
  void eachCallIsDueAtItsOwnTime() throws Exception {
    Map<Integer, Long> dues = new ConcurrentSkipListMap<>();

    assertThat(FIVE.run(dues::put)).isEqualTo(5);

    assertThat(dues).containsOnlyKeys(0, 1, 2, 3, 4);
    assertThat(dues.get(4) - dues.get(0)).isEqualTo(4_000_000);
  }

  @Test
  void noCallWaitsForTheOnesBefore() throws Exception {
    var all = new CountDownLatch(5);

    FIVE.run(
        (number, due) -> {
          all.countDown();
          all.await();
        });

    assertThat(all.getCount()).isZero();
  }

  @Test
  void aCallThatFailsIsHeardOf() {
    assertThatThrownBy(
            () ->
                FIVE.run(
                    (number, due) -> {
                      throw new IOException("refused");
                    }))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("refused");
  }
}
