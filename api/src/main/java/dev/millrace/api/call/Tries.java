package dev.millrace.api.call;

import dev.millrace.fault.Fault;
import dev.millrace.model.Model;
import dev.millrace.request.Attempt;
import dev.millrace.request.RetryPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides what follows an attempt that failed while its caller waits: patience is short, and
 * another route is better than waiting for this one. Pure.
 */
record Tries(RetryPolicy retry, RandomGenerator random) {
  /** What follows. */
  sealed interface Next {
    record GiveUp(Fault fault) implements Next {}

    /**
     * Another attempt.
     *
     * @param spent how many it makes, those included that were skipped with their route
     */
    record Again(int spent, Duration delay) implements Next {}
  }

  Next after(Model model, Attempt attempt, Fault fault) {
    if (!fault.code().isRetryable()) {
      return new Next.GiveUp(fault);
    }
    boolean tooLong =
        fault.retryAfter().filter(asked -> asked.compareTo(retry.max()) > 0).isPresent();
    int next = tooLong ? nextRoute(model, attempt) : attempt.spent() + 1;
    if (next > attempt.limit()) {
      return new Next.GiveUp(fault);
    }
    boolean isElsewhere = (next - 1) / model.attempts() > (attempt.spent() - 1) / model.attempts();
    return new Next.Again(next, isElsewhere ? Duration.ZERO : wait(attempt, fault));
  }

  private static int nextRoute(Model model, Attempt attempt) {
    int leg = (attempt.spent() - 1) / model.attempts();
    return (leg + 1) * model.attempts() + 1;
  }

  private Duration wait(Attempt attempt, Fault fault) {
    int onThisRoute = attempt.spent();
    return retry.delayAfter(onThisRoute, fault.retryAfter(), random);
  }
}
