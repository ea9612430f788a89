package dev.millrace.deployment;

import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;

/** The built-in plans with the changes that the settings make. */
@Singleton
public class ConfiguredPlans {
  /** Fails the start when a plan makes no sense. */
  @Produces
  @Singleton
  Plans plans(PlansConfig config) {
    return of(config);
  }

  static Plans of(PlansConfig config) {
    var plans = new LinkedHashMap<String, Plan>();
    Plans.BUILT_IN.forEach(plan -> plans.put(plan.name(), plan));
    var bases = new Plans(Plans.BUILT_IN, Plans.BUILT_IN.getFirst().name());
    config.changes().forEach((name, terms) -> plans.put(name, terms.over(name, bases.named(name))));
    return new Plans(List.copyOf(plans.values()), config.usual());
  }
}
