package dev.millrace.worker.execute;

import dev.millrace.fault.Fault;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Attempt;
import dev.millrace.request.Outcome;
import dev.millrace.request.RetryPolicy;
import java.time.Instant;
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
}
