package dev.millrace.worker.execute;

import dev.millrace.account.AccountId;
import dev.millrace.account.Plan;
import dev.millrace.ledger.AccountPlans;
import dev.millrace.limit.Budget;
import dev.millrace.limit.Limiter;
import dev.millrace.limit.Subject;
import dev.millrace.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Counts the tokens of queued requests for the limits of their accounts' plans, once they have
 * completed. Nobody waits for it.
 */
@ApplicationScoped
class TokenTally {
  private static final Logger LOG = Logger.getLogger(TokenTally.class);

  private final AccountPlans plans;
  private final Limiter limiter;

  TokenTally(AccountPlans plans, Limiter limiter) {
    this.plans = plans;
    this.limiter = limiter;
  }

  /** Counts what a completed request has read and written. */
  void note(Verdict.Of verdict) {
    if (verdict.verdict() instanceof Verdict.Complete complete && complete.usage().tokens() > 0) {
      note(verdict.claim().account(), complete.usage().tokens());
    }
  }

  private void note(AccountId account, long tokens) {
    plans
        .of(account)
        .chain(plan -> limiter.used(List.of(budget(account, plan)), tokens))
        .subscribe()
        .with(
            counted -> LOG.tracef("%d tokens counted account=%s", tokens, account),
            failure -> LOG.warnf("%d tokens not counted account=%s: %s", tokens, account, failure));
  }

  private static Budget budget(AccountId account, Plan plan) {
    return new Budget(Subject.of(account), "the plan " + plan.name(), plan.limits());
  }
}
