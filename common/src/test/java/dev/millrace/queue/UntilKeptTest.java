package dev.millrace.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntilKeptTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final UntilKept keeping = new UntilKept("keeping");
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void whatIsKeptAtOnceIsTriedOnce() {
    assertThat(keeping.insist(failing(0)).await().atMost(LONG)).isEqualTo("kept");
    assertThat(tries).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatFailsIsTriedUntilItIsKept(int times) {
    assertThat(keeping.insist(failing(times)).await().atMost(LONG)).isEqualTo("kept");
    assertThat(tries).hasValue(times + 1);
  }

  @Test
  void itWaitsBeforeItTriesAgain() {
    var waiting = keeping.insist(failing(1)).subscribe().with(kept -> {});

    assertThat(tries).hasValue(1);
    waiting.cancel();
  }

  private Uni<String> failing(int times) {
    return Uni.createFrom()
        .item(
            () -> {
              if (tries.getAndIncrement() < times) {
                throw new IllegalStateException("the engine is away");
              }
              return "kept";
            });
  }
}
