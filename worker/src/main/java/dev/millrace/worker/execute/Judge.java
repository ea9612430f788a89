package dev.millrace.worker.execute;

import dev.millrace.fault.Fault;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Attempt;
import dev.millrace.request.Deadlines;
import dev.millrace.request.Outcome;
import dev.millrace.request.RetryPolicy;
import dev.millrace.route.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides what becomes of a request after an attempt that did not complete it. Pure. */
record Judge(RetryPolicy retry, RandomGenerator random) {

  /** After a fault: another attempt, or the end. */
  Verdict afterFault(Attempt attempt, Fault fault, Instant now) {
    if (!fault.code().isRetryable() || attempt.isLast()) {
      return new Verdict.Fail(fault);
    }
    var delay = retry.delayAfter(attempt.spent(), fault.retryAfter(), random);
    return new Verdict.Retry(now.plus(delay), fault);
  }

  /** After the provider had no room. */
  Verdict afterDeferral(Outcome.Deferred deferred, Instant now) {
    return new Verdict.Postpone(now.plus(deferred.delay()));
  }

  /**
   * After it was stopped. What another worker runs by now, the database keeps from this verdict.
   */
  Verdict afterStop(Stop reason, Instant now) {
    return switch (reason) {
      case CANCELLED -> new Verdict.Cancel();
      case LOST, DRAINED -> new Verdict.Postpone(now);
    };
  }

  /**
   * While all routes are spared: until one of them is tried again, and then spread out, since many
   * wait.
   *
   * @param deferrals how often it was put off before
   */
  Verdict afterSparing(Duration untilTrial, int deferrals, Instant now) {
    var spread = retry.delayAfter(deferrals + 1, Optional.empty(), random);
    return new Verdict.Postpone(now.plus(untilTrial).plus(spread));
  }

  /** A next attempt that would come past the request's deadline is not waited for. */
  static Verdict inTime(Verdict verdict, Deadlines deadlines) {
    return switch (verdict) {
      case Verdict.Retry retry -> orMissed(retry, deadlines, retry.at(), retry.fault().message());
      case Verdict.Postpone postpone ->
          orMissed(
              postpone, deadlines, postpone.at(), "it was put off without using up an attempt.");
      case Verdict.Complete c -> c;
      case Verdict.Fail f -> f;
      case Verdict.Cancel c -> c;
    };
  }

  private static Verdict orMissed(
      Verdict verdict, Deadlines deadlines, Instant next, String before) {
    return deadlines
        .missedByNextAttempt(next, before)
        .<Verdict>map(Verdict.Fail::new)
        .orElse(verdict);
  }
}
