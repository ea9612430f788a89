package dev.millrace.worker.execute;

import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.ledger.AccountPlans;
import dev.millrace.ledger.KeyLimits;
import dev.millrace.limit.Budget;
import dev.millrace.limit.Budgets;
import dev.millrace.limit.Limiter;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Counts the tokens of queued requests for the limits of their keys and of their accounts' plans,
 * once they have completed. Nobody waits for it.
 */
@ApplicationScoped
class TokenTally {
  private static final Logger LOG = Logger.getLogger(TokenTally.class);

  private final AccountPlans plans;
  private final KeyLimits keys;
  private final Limiter limiter;

  TokenTally(AccountPlans plans, KeyLimits keys, Limiter limiter) {
    this.plans = plans;
    this.keys = keys;
    this.limiter = limiter;
  }

  /** Counts what a completed request has read and written. */
  void note(Verdict.Of verdict) {
    if (verdict.verdict() instanceof Verdict.Complete complete && complete.usage().tokens() > 0) {
      note(verdict.claim(), complete.usage().tokens());
    }
  }

  private void note(Claim claim, long tokens) {
    Uni.combine()
        .all()
        .unis(plans.of(claim.account()), ofKey(claim))
        .with((plan, key) -> budgets(claim, plan, key))
        .chain(budgets -> limiter.used(budgets, tokens))
        .subscribe()
        .with(
            counted -> LOG.tracef("%d tokens counted request=%s", tokens, claim.request()),
            failure ->
                LOG.warnf(
                    "%d tokens not counted request=%s: %s", tokens, claim.request(), failure));
  }

  private Uni<Limits> ofKey(Claim claim) {
    return claim
        .origin()
        .key()
        .map(key -> keys.of(claim.account(), key))
        .orElseGet(() -> Uni.createFrom().item(Limits.NONE));
  }

  private static List<Budget> budgets(Claim claim, Plan plan, Limits ofKey) {
    return Budgets.of(claim.account(), claim.origin().key(), ofKey, plan);
  }
}
