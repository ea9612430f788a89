package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {
  @Test
  void anUpperBoundIsKeptByWhatDoesNotExceedIt() {
    assertThat(new Goal("≤ 4 ms").metBy(4)).contains(true);
    assertThat(new Goal("≤ 4 ms").metBy(4.1)).contains(false);
  }

  @Test
  void aLowerBoundIsKeptByWhatReachesIt() {
    assertThat(new Goal("≥ 2.5 ×").metBy(2.5)).contains(true);
    assertThat(new Goal("≥ 2.5 ×").metBy(2.4)).contains(false);
  }

  @Test
  void commasGroupDigits() {
    assertThat(new Goal("≥ 1,000 a second").metBy(999)).contains(false);
  }

  @Test
  void wordsWithoutABoundAreNotJudged() {
    assertThat(new Goal("flat").metBy(1)).isEmpty();
  }
}
