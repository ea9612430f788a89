package dev.millrace.standalone;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SHORT_LIFE = Duration.ofSeconds(1);
  private static final Duration GOOD_LIFE = Duration.ofMinutes(1);

  private final Backoff backoff = new Backoff();

  @Test
  void doesNotDelayAfterAGoodLife() {
    assertThat(backoff.afterLifeOf(GOOD_LIFE)).isZero();
  }

  @Test
  void delaysEverLongerAfterShortLives() {
    assertThat(IntStream.range(0, 4).mapToObj(i -> backoff.afterLifeOf(SHORT_LIFE)))
        .containsExactly(
            ZERO, Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void neverDelaysForFiveSeconds() {
    assertThat(IntStream.range(0, 100).mapToObj(i -> backoff.afterLifeOf(SHORT_LIFE)))
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(5)) < 0);
  }

  @Test
  void forgetsShortLivesAfterAGoodOne() {
    IntStream.range(0, 5).forEach(i -> backoff.afterLifeOf(SHORT_LIFE));

    backoff.afterLifeOf(GOOD_LIFE);

    assertThat(backoff.afterLifeOf(SHORT_LIFE)).isZero();
  }
}
