package dev.millrace.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(10));

  @ParameterizedTest
  @CsvSource({"1, 1000", "2, 2000", "3, 4000", "4, 8000", "5, 10000", "40, 10000"})
  void theLongestWaitDoublesWithEachAttemptUpToTheMost(int spent, long ceiling) {
    assertThat(longestOf(POLICY, spent)).isBetween(millis(ceiling * 98 / 100), millis(ceiling));
  }

  @Test
  void waitsAreSpreadOverTheWholeRangeDownToNothing() {
    var random = new Random(3);
    var waits =
        IntStream.range(0, 5_000)
            .mapToObj(i -> POLICY.delayAfter(1, Optional.empty(), random).toMillis())
            .toList();

    assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(0L, 1000L));
    assertThat(waits.stream().filter(wait -> wait < 500).count()).isBetween(2_200L, 2_800L);
  }

  @Test
  void itIsNeverSoonerThanTheProviderAsked() {
    var wish = Optional.of(Duration.ofSeconds(7));
    var random = new Random(3);

    assertThat(IntStream.range(0, 1_000).mapToObj(i -> POLICY.delayAfter(1, wish, random)))
        .allSatisfy(wait -> assertThat(wait).isEqualTo(Duration.ofSeconds(7)));
  }

  @Test
  void aWishShorterThanTheBackOffDoesNotShortenIt() {
    var wish = Optional.of(Duration.ofSeconds(2));
    var random = new Random(3);

    assertThat(IntStream.range(0, 1_000).mapToObj(i -> POLICY.delayAfter(5, wish, random)))
        .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(2), millis(10_000)))
        .anySatisfy(wait -> assertThat(wait).isGreaterThan(millis(9_000)));
  }

  @Test
  void aWishBeyondTheMostIsFollowedUpToTheMost() {
    var wish = Optional.of(Duration.ofDays(400));

    assertThat(POLICY.delayAfter(1, wish, new Random(3))).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aNegativeWishIsNone() {
    var wish = Optional.of(Duration.ofSeconds(-5));

    assertThat(POLICY.delayAfter(1, wish, lowest())).isZero();
  }

  @Test
  void longBasesDoNotOverflow() {
    var policy = new RetryPolicy(Duration.ofDays(300), Duration.ofDays(3000));

    assertThat(longestOf(policy, 1_000)).isGreaterThan(Duration.ofDays(2900));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT1S", "PT-1S, PT1S", "PT2S, PT1S"})
  void boundsWithoutSenseAreRefused(Duration base, Duration max) {
    assertThatThrownBy(() -> new RetryPolicy(base, max))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(base.toString());
  }

  private static Duration longestOf(RetryPolicy policy, int spent) {
    var random = new Random(3);
    return IntStream.range(0, 1_000)
        .mapToObj(i -> policy.delayAfter(spent, Optional.empty(), random))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private static RandomGenerator lowest() {
    return () -> 0;
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
