package dev.millrace.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StartRateTest {
  private final StartRate rate = new StartRate();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(rate.perSecond()).isEmpty();
    see(100, 50);
    assertThat(rate.perSecond()).isEmpty();
  }

  @Test
  void theRateIsWhatMovedOverTheTimeThatItTook() {
    see(0, 1_000);
    for (int second = 1; second <= 10; second++) {
      pass(1);
      see(20L * second, 1_000);
    }

    assertThat(rate.perSecond()).hasValue(20);
  }

  @Test
  void anIdleHourSaysNothingAboutTheWorkers() {
    see(0, 10);
    pass(1);
    see(10, 0);
    for (int second = 0; second < 40; second++) {
      pass(1);
      see(10, 0);
    }

    assertThat(rate.perSecond()).hasValue(10);
  }

  @Test
  void whatCameAndWentBetweenTwoLooksCounts() {
    see(0, 0);
    pass(1);
    see(3, 0);

    assertThat(rate.perSecond()).hasValue(3);
  }

  @Test
  void aMinuteAfterTheWorkersStoppedTheRateIsUnknown() {
    see(0, 1_000);
    pass(1);
    see(100, 900);
    for (int second = 0; second < 60; second++) {
      pass(1);
      see(100, 900);
    }

    assertThat(rate.perSecond()).isEmpty();
  }

  @Test
  void countingAnewForgetsWhatWas() {
    see(1_000, 10);
    pass(1);
    see(2_000, 10);
    pass(1);
    see(5, 10);

    assertThat(rate.perSecond()).isEmpty();
  }

  @Test
  void anEtaIsRoundedUpAndBounded() {
    assertThat(StartRate.etaSeconds(1, OptionalDouble.of(1_000))).hasValue(1);
    assertThat(StartRate.etaSeconds(21, OptionalDouble.of(10))).hasValue(3);
    assertThat(StartRate.etaSeconds(1_000_000_000, OptionalDouble.of(0.1))).hasValue(7 * 86_400);
    assertThat(StartRate.etaSeconds(5, OptionalDouble.empty())).isEmpty();
  }

  private void see(long passed, long backlog) {
    rate.see(now, passed, backlog);
  }

  private void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }
}
