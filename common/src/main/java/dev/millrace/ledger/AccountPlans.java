package dev.millrace.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.cache.BoundedCache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * The plan of an account, for whoever meets its id alone. Another plan is known within a minute.
 */
@ApplicationScoped
public class AccountPlans {
  private static final int MOST = 10_000;
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final AccountLookup accounts;
  private final Plans plans;
  private final boolean keepAlike;
  private final Cache<AccountId, Plan> known =
      BoundedCache.ofAtMost(MOST).expireAfterWrite(FRESH).build();

  public AccountPlans(AccountLookup accounts, Plans plans) {
    this.accounts = accounts;
    this.plans = plans;
    this.keepAlike = plans.all().stream().allMatch(plan -> plan.retention().isEmpty());
  }

  /** Whether no plan has a retention of its own, so that nobody needs to ask for one. */
  public boolean keepAlike() {
    return keepAlike;
  }

  /** The usual one for an account that is not there. Fails when the accounts cannot be reached. */
  public Uni<Plan> of(AccountId account) {
    var plan = known.getIfPresent(account);
    return plan != null
        ? Uni.createFrom().item(plan)
        : accounts.find(account).map(this::named).invoke(found -> known.put(account, found));
  }

  private Plan named(Optional<Account> account) {
    return account.map(found -> plans.named(found.plan())).orElseGet(plans::usual);
  }
}
