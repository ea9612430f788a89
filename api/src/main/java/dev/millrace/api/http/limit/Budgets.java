package dev.millrace.api.http.limit;

import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.api.http.key.Caller;
import dev.millrace.limit.Budget;
import dev.millrace.limit.Subject;
import java.util.List;
import java.util.stream.Stream;

/** Which limits a caller has. Pure. */
final class Budgets {
  private Budgets() {}

  /** The key's own first, then those of its account's plan; none that limits nothing. */
  static List<Budget> of(Caller caller, Plan plan) {
    return Stream.of(
            new Budget(
                Subject.of(caller.account(), caller.key()), "this key", caller.terms().limits()),
            ofPlan(caller, plan))
        .filter(budget -> !budget.limits().equals(Limits.NONE))
        .toList();
  }

  /** That of the plan, even when it limits nothing. */
  static Budget ofPlan(Caller caller, Plan plan) {
    return new Budget(Subject.of(caller.account()), "the plan " + plan.name(), plan.limits());
  }
}
