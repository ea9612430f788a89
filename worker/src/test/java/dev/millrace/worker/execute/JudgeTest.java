package dev.millrace.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Attempt;
import dev.millrace.request.Outcome;
import dev.millrace.request.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Fault BUSY = Fault.of(FaultCode.PROVIDER_BUSY, "come later");

  private final Judge judge =
      new Judge(new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(2)), () -> 0);

  @ParameterizedTest
  @EnumSource(FaultCode.class)
  void aFaultIsRetriedExactlyIfItsCodeSaysSo(FaultCode code) {
    var verdict = judge.afterFault(attempt(1, 3), Fault.of(code, "x"), NOW);

    assertThat(verdict instanceof Verdict.Retry).isEqualTo(code.isRetryable());
  }

  @Test
  void itGivesUpOnTheLastAttempt() {
    assertThat(judge.afterFault(attempt(3, 3), BUSY, NOW)).isEqualTo(new Verdict.Fail(BUSY));
  }

  @Test
  void aRetryKeepsTheFaultAndComesNoSoonerThanTheProviderAsked() {
    var patient = BUSY.retryAfter(Duration.ofSeconds(30));

    assertThat(judge.afterFault(attempt(2, 3), patient, NOW))
        .isEqualTo(new Verdict.Retry(NOW.plusSeconds(30), patient));
  }

  /** Attempt number seven, but four of them were put off by the provider. */
  @Test
  void deferredAttemptsDoNotCountTowardsTheLast() {
    var seventh = new Attempt(7, 2, 3, Duration.ofSeconds(1));

    assertThat(judge.afterFault(seventh, BUSY, NOW)).isInstanceOf(Verdict.Retry.class);
  }

  @Test
  void aDeferralWaitsAsLongAsTheProviderSays() {
    assertThat(judge.afterDeferral(new Outcome.Deferred(Duration.ofSeconds(4)), NOW))
        .isEqualTo(new Verdict.Postpone(NOW.plusSeconds(4)));
  }

  private static Attempt attempt(int spent, int limit) {
    return new Attempt(spent, spent, limit, Duration.ofSeconds(1));
  }
}
