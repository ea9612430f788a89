package dev.millrace.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
  private static final String REST =
      "S 1 42 42 0 -1 4194560 100 200 3 4 1000 200 30 4 20 0 1 0 12345 1000000 500";

  @Test
  void bothTimesCountAndThoseOfChildrenThatHaveEnded() {
    assertThat(ProcessorTime.ticks("42 (postgres) " + REST)).isEqualTo(1234);
  }

  @Test
  void aNameMayHoldBlanksAndParentheses() {
    assertThat(ProcessorTime.ticks("42 (a (b) c) d) " + REST)).isEqualTo(1234);
  }
}
