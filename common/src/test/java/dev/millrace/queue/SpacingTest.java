package dev.millrace.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.HandClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SpacingTest {
  private static final Duration APART = Duration.ofMillis(20);
  private static final int CROWD = Spacing.crowd(APART);

  private final HandClock clock = new HandClock();
  private final Spacing spacing = new Spacing(APART, clock);

  @Test
  void theFirstBatchBeginsAtOnce() {
    assertThat(spacing.left()).isZero();
  }

  @Test
  void whatFollowsACrowdedBatchWaitsUntilTheDistanceIsKept() {
    spacing.begun(CROWD);

    assertThat(spacing.left()).isEqualTo(APART);
    clock.turn(Duration.ofMillis(18));
    assertThat(spacing.left()).isEqualTo(Duration.ofMillis(2));
    clock.turn(Duration.ofMillis(2));
    assertThat(spacing.left()).isZero();
  }

  @Test
  void theLongerTheDistanceTheMoreAreACrowd() {
    assertThat(Spacing.crowd(Duration.ofMillis(50))).isEqualTo(20);
    assertThat(Spacing.crowd(Duration.ofMillis(5))).isEqualTo(2);
    assertThat(Spacing.crowd(Duration.ofMillis(1))).isEqualTo(1);
  }

  @Test
  void whatFollowsASmallBatchBeginsAtOnce() {
    spacing.begun(CROWD);
    spacing.begun(CROWD - 1);

    assertThat(spacing.left()).isZero();
  }

  @Test
  void noDistanceIsKeptWhileNothingPresses() {
    var pressing = new AtomicBoolean();
    var sometimes = new Spacing(APART, clock, pressing::get);

    sometimes.begun(CROWD);
    assertThat(sometimes.left()).isZero();

    pressing.set(true);
    sometimes.begun(CROWD);
    assertThat(sometimes.left()).isEqualTo(APART);
  }

  /** A timer that ends too early would have to be set again and again. */
  @Test
  void theRestOfAMillisecondIsAWholeOne() {
    spacing.begun(CROWD);

    clock.turn(APART.minusNanos(1));

    assertThat(spacing.left()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void aClockThatWasSetBackKeepsNobodyWaiting() {
    spacing.begun(CROWD);

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
