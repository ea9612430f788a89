package dev.millrace.worker.execute;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.ledger.Accounts;
import dev.millrace.limit.Budget;
import dev.millrace.limit.Limiter;
import dev.millrace.limit.Subject;
import dev.millrace.queue.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Counts the tokens of queued requests for the limits of their accounts' plans, once they have
 * completed. Nobody waits for it.
 */
@ApplicationScoped
class TokenTally {
  private static final Logger LOG = Logger.getLogger(TokenTally.class);
  private static final int MOST = 10_000;
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Accounts accounts;
  private final Plans plans;
  private final Limiter limiter;
  private final Cache<AccountId, Plan> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FRESH).build();

  TokenTally(Accounts accounts, Plans plans, Limiter limiter) {
    this.accounts = accounts;
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
    planOf(account)
        .chain(plan -> limiter.used(List.of(budget(account, plan)), tokens))
        .subscribe()
        .with(
            counted -> LOG.tracef("%d tokens counted account=%s", tokens, account),
            failure -> LOG.warnf("%d tokens not counted account=%s: %s", tokens, account, failure));
  }

  private static Budget budget(AccountId account, Plan plan) {
    return new Budget(Subject.of(account), "the plan " + plan.name(), plan.limits());
  }

  private Uni<Plan> planOf(AccountId account) {
    var plan = known.getIfPresent(account);
    return plan != null
        ? Uni.createFrom().item(plan)
        : accounts.find(account).map(this::named).invoke(found -> known.put(account, found));
  }

  private Plan named(Optional<Account> account) {
    return account.map(found -> plans.named(found.plan())).orElseGet(plans::usual);
  }
}
