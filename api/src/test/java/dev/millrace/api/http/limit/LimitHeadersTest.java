package dev.millrace.api.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.limit.Budget;
import dev.millrace.limit.Level;
import dev.millrace.limit.Level.Kind;
import dev.millrace.limit.Subject;
import dev.millrace.limit.Window;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LimitHeadersTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:40.200Z");
  private static final Budget BUDGET =
      new Budget(Subject.of(new AccountId(new UUID(0, 1))), "the plan test", Limits.NONE);

  @Test
  void theLimitThatIsNearestToItsEndIsTold() {
    var headers =
        LimitHeaders.of(List.of(calls(Window.MINUTE, 60, 30), calls(Window.HOUR, 1000, 100)), NOW);

    assertThat(headers)
        .containsEntry("RateLimit-Limit", "1000")
        .containsEntry("RateLimit-Remaining", "100")
        .containsEntry("X-RateLimit-Limit", "1000")
        .containsEntry("x-ratelimit-limit-requests", "1000")
        .containsEntry("RateLimit-Policy", "60;w=60, 1000;w=3600");
  }

  @Test
  void oneIsToldInSecondsFromNowAndTheOtherInSecondsSince1970() {
    var headers = LimitHeaders.of(List.of(calls(Window.MINUTE, 60, 0)), NOW);

    assertThat(headers)
        .containsEntry("RateLimit-Reset", "20")
        .containsEntry("X-RateLimit-Reset", Long.toString(NOW.getEpochSecond() + 20))
        .containsEntry("x-ratelimit-reset-requests", "20s");
  }

  @Test
  void ofTwoUsedUpLimitsTheOneThatLastsLongerIsTold() {
    var headers =
        LimitHeaders.of(List.of(calls(Window.MINUTE, 60, 0), calls(Window.DAY, 100, 0)), NOW);

    assertThat(headers).containsEntry("RateLimit-Limit", "100");
  }

  @Test
  void aKeysSmallerLimitIsTheOneOfItsWindow() {
    var headers =
        LimitHeaders.of(List.of(calls(Window.MINUTE, 10, 10), calls(Window.MINUTE, 60, 60)), NOW);

    assertThat(headers).containsEntry("RateLimit-Policy", "10;w=60");
  }

  @Test
  void tokensAreToldBesideCalls() {
    var tokens =
        new Level(BUDGET, Kind.TOKENS, Window.MINUTE, 500, 120, Window.MINUTE.endAfter(NOW));

    assertThat(LimitHeaders.of(List.of(tokens), NOW))
        .containsEntry("x-ratelimit-limit-tokens", "500")
        .containsEntry("x-ratelimit-remaining-tokens", "120")
        .doesNotContainKey("RateLimit-Limit");
  }

  @Test
  void withoutLimitsNothingIsTold() {
    assertThat(LimitHeaders.of(List.of(), NOW)).isEmpty();
  }

  private static Level calls(Window window, long limit, long left) {
    return new Level(BUDGET, Kind.CALLS, window, limit, left, window.endAfter(NOW));
  }
}
