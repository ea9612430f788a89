package dev.millrace.limit;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which limits calls count for. Pure. */
public final class Budgets {
  private Budgets() {}

  /**
   * The key's own first, then those of its account's plan; none that limits nothing.
   *
   * @param key empty when it is not known
   * @param ofKey the key's own limits
   */
  public static List<Budget> of(AccountId account, Optional<UUID> key, Limits ofKey, Plan plan) {
    var budgets = new ArrayList<Budget>(2); // no stream: each call of a model comes by here
    if (key.isPresent() && !ofKey.equals(Limits.NONE)) {
      budgets.add(new Budget(Subject.of(account, key.get()), "this key", ofKey));
    }
    if (!plan.limits().equals(Limits.NONE)) {
      budgets.add(ofPlan(account, plan));
    }
    return List.copyOf(budgets);
  }

  /** That of the plan, even when it limits nothing. */
  public static Budget ofPlan(AccountId account, Plan plan) {
    return new Budget(Subject.of(account), "the plan " + plan.name(), plan.limits());
  }
}
