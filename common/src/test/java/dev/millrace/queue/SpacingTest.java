package dev.millrace.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.HandClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SpacingTest {
  private static final Duration APART = Duration.ofMillis(5);

  private final HandClock clock = new HandClock();
  private final Spacing spacing = new Spacing(APART, clock);

  @Test
  void theFirstBatchBeginsAtOnce() {
    assertThat(spacing.left()).isZero();
  }

  @Test
  void whatFollowsACrowdedBatchWaitsUntilTheDistanceIsKept() {
    spacing.begun(Spacing.CROWD);

    assertThat(spacing.left()).isEqualTo(APART);
    clock.turn(Duration.ofMillis(3));
    assertThat(spacing.left()).isEqualTo(Duration.ofMillis(2));
    clock.turn(Duration.ofMillis(2));
    assertThat(spacing.left()).isZero();
  }

  @Test
  void whatFollowsASmallBatchBeginsAtOnce() {
    spacing.begun(Spacing.CROWD);
    spacing.begun(Spacing.CROWD - 1);

    assertThat(spacing.left()).isZero();
  }

  @Test
  void noDistanceIsKeptWhileNothingPresses() {
    var pressing = new AtomicBoolean();
    var sometimes = new Spacing(APART, clock, pressing::get);

    sometimes.begun(Spacing.CROWD);
    assertThat(sometimes.left()).isZero();

    pressing.set(true);
    sometimes.begun(Spacing.CROWD);
    assertThat(sometimes.left()).isEqualTo(APART);
  }

  /** A timer that ends too early would have to be set again and again. */
  @Test
  void theRestOfAMillisecondIsAWholeOne() {
    spacing.begun(Spacing.CROWD);

    clock.turn(APART.minusNanos(1));

    assertThat(spacing.left()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void aClockThatWasSetBackKeepsNobodyWaiting() {
    spacing.begun(Spacing.CROWD);

    clock.turn(Duration.ofHours(-1));

    assertThat(spacing.left()).isZero();
  }

  @Test
  void withoutADistanceNobodyWaits() {
    var none = Spacing.none();

    none.begun(1000);

    assertThat(none.left()).isZero();
  }
}
