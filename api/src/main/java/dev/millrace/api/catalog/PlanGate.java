package dev.millrace.api.catalog;

import dev.millrace.account.Plans;
import dev.millrace.api.http.key.Caller;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.ModelName;
import jakarta.enterprise.context.ApplicationScoped;

/** Holds callers to the models of their plan. */
@ApplicationScoped
public class PlanGate {
  private final Plans plans;

  public PlanGate(Plans plans) {
    this.plans = plans;
  }

  /**
   * Lets the models of the plan pass.
   *
   * @throws FaultException of MODEL_FORBIDDEN, which names the plan that has the model
   */
  public void check(Caller caller, ModelName name) {
    if (!plans.named(caller.plan()).shows(name)) {
      throw new FaultException(
          FaultCode.MODEL_FORBIDDEN,
          "the plan %s has no %s; %s"
              .formatted(
                  caller.plan(),
                  name,
                  plans
                      .firstWith(name)
                      .map(plan -> "it comes with the plan " + plan.name())
                      .orElse("no plan has it")));
    }
  }
}
