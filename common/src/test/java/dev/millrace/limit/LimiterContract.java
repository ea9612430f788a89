package dev.millrace.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.testing.HandClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every limiter does, seen from two nodes. */
public abstract class LimiterContract {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final AccountId account = new AccountId(UUID.randomUUID());

  /** A limiter, as of one node. */
  protected abstract Limiter here();

  /** Another on the same counters. */
  protected abstract Limiter there();

  /** Both go by it. */
  protected abstract HandClock clock();

  @Test
  void aLimitHoldsForBothNodesTogether() {
    var budget = perMinute(3);

    assertThat(granted(here(), budget, 2)).isEqualTo(2);
    assertThat(granted(there(), budget, 2)).isEqualTo(1);
    assertThat(granted(here(), budget, 1)).isZero();
  }

  @Test
  void whatIsRefusedIsNotCounted() {
    var budget = perMinute(2);
    granted(here(), budget, 5);

    clock().turn(Duration.ofMinutes(1));

    assertThat(granted(there(), budget, 5)).isEqualTo(2);
  }

  @Test
  void aRefusalNamesTheLimitThatIsUsedUpForLongest() {
    var budget =
        budget(limits(Optional.of(5L), Optional.of(2L), Optional.empty(), Optional.empty()));
    granted(here(), budget, 2);

    var refused = (Taken.Refused) got(there().take(List.of(budget)));

    assertThat(refused.by().window()).isEqualTo(Window.HOUR);
    assertThat(refused.by().resetsAt()).isEqualTo(Window.HOUR.endAfter(clock().instant()));
    assertThat(refused.levels()).extracting(Level::remaining).containsExactly(3L, 0L);
  }

  @Test
  void eachWindowBeginsAnewByItself() {
    var budget =
        budget(limits(Optional.of(2L), Optional.of(3L), Optional.empty(), Optional.empty()));
    assertThat(granted(here(), budget, 5)).isEqualTo(2);

    clock().turn(Duration.ofMinutes(1));
    assertThat(granted(here(), budget, 5)).isEqualTo(1);

    clock().turn(Duration.ofHours(1));
    assertThat(granted(here(), budget, 5)).isEqualTo(2);
  }

  @Test
  void aCallThatItsAccountIsRefusedIsNotCountedForItsKey() {
    var ofKey =
        new Budget(
            Subject.of(account, UUID.randomUUID()),
            "this key",
            limits(Optional.of(10L), Optional.empty(), Optional.empty(), Optional.empty()));
    var ofAccount = perMinute(1);
    got(here().take(List.of(ofKey, ofAccount)));

    var refused = got(here().take(List.of(ofKey, ofAccount)));

    assertThat(refused).isInstanceOf(Taken.Refused.class);
    assertThat(left(here(), ofKey)).isEqualTo(9);
  }

  @Test
  void lookingTakesNothing() {
    var budget = perMinute(2);

    assertThat(left(here(), budget)).isEqualTo(2);
    assertThat(left(there(), budget)).isEqualTo(2);
    assertThat(granted(here(), budget, 3)).isEqualTo(2);
    assertThat(left(there(), budget)).isZero();
  }

  @Test
  void tokensBeyondTheLimitAreOwed() {
    var budget =
        budget(limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(100L)));
    got(here().used(List.of(budget), 150));

    var refused = got(there().take(List.of(budget)));

    assertThat(((Taken.Refused) refused).by().kind()).isEqualTo(Level.Kind.TOKENS);
    clock().turn(Duration.ofMinutes(1));
    assertThat(got(there().take(List.of(budget)))).isInstanceOf(Taken.Granted.class);
  }

  @Test
  void otherLimitsAreCountedAnew() {
    granted(here(), perMinute(2), 2);

    assertThat(granted(here(), perMinute(3), 5)).isEqualTo(3);
  }

  /** What a node counts without telling the others ends with what it knows to be left. */
  @Test
  void aLargeLimitThatIsUsedUpGrantsNoMore() {
    var budget = perMinute(400);
    assertThat(granted(here(), budget, 400)).isEqualTo(400);

    assertThat(granted(here(), budget, 20)).isZero();
    clock().turn(Duration.ofMinutes(1));
    assertThat(granted(here(), budget, 1)).isEqualTo(1);
  }

  /** The bound that the port states, and that no call is refused which the limit allows. */
  @Test
  void underConcurrencyAllThatIsAllowedIsGrantedAndNoMoreThanTheBound() {
    long limit = 4_000;
    var budget = perMinute(limit);

    var answers =
        IntStream.range(0, 6_000)
            .mapToObj(call -> (call % 2 == 0 ? here() : there()).take(List.of(budget)))
            .toList();
    long granted =
        got(Uni.join().all(answers).andCollectFailures()).stream()
            .filter(Taken.Granted.class::isInstance)
            .count();

    assertThat(granted).isBetween(limit, limit + 2 * (limit / 400));
  }

  private Budget perMinute(long limit) {
    return budget(limits(Optional.of(limit), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private Budget budget(Limits limits) {
    return new Budget(Subject.of(account), "the plan test", limits);
  }

  private static Limits limits(
      Optional<Long> minute, Optional<Long> hour, Optional<Long> day, Optional<Long> tokens) {
    return new Limits(minute, hour, day, tokens, Optional.empty());
  }

  private static long granted(Limiter limiter, Budget budget, int asked) {
    return IntStream.range(0, asked)
        .mapToObj(call -> got(limiter.take(List.of(budget))))
        .filter(Taken.Granted.class::isInstance)
        .count();
  }

  private static long left(Limiter limiter, Budget budget) {
    return got(limiter.look(budget)).getFirst().remaining();
  }

  private static <T> T got(Uni<T> answer) {
    return answer.await().atMost(SOON);
  }
}
