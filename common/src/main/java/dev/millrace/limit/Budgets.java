package dev.millrace.limit;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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
    var own = key.map(id -> new Budget(Subject.of(account, id), "this key", ofKey));
    return Stream.concat(own.stream(), Stream.of(ofPlan(account, plan)))
        .filter(budget -> !budget.limits().equals(Limits.NONE))
        .toList();
  }

  /** That of the plan, even when it limits nothing. */
  public static Budget ofPlan(AccountId account, Plan plan) {
    return new Budget(Subject.of(account), "the plan " + plan.name(), plan.limits());
  }
}
