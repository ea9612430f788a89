package dev.millrace.api.catalog;

import dev.millrace.account.Plans;
import dev.millrace.api.http.key.Caller;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.ModelName;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets callers to the models that they may call. Everything that starts a call, or tells what one
 * would cost, comes through here.
 */
@ApplicationScoped
public class ModelGate {
  private final Catalogue catalogue;
  private final Plans plans;

  ModelGate(Catalogue catalogue, Plans plans) {
    this.catalogue = catalogue;
    this.plans = plans;
  }

  /**
   * The model of this name for this caller.
   *
   * @throws FaultException of MODEL_UNKNOWN; of MODEL_FORBIDDEN when its plan or its key does not
   *     have the model
   */
  public Chosen choose(Caller caller, ModelName name) {
    var model = catalogue.find(name).orElseThrow(ModelGate::unknown);
    check(caller, name);
    return Chosen.ofPlatform(model);
  }

  private void check(Caller caller, ModelName name) {
    if (!caller.terms().allows(name)) {
      throw new FaultException(
          FaultCode.MODEL_FORBIDDEN,
          "this key may not use %s; use a model of its allowed_models, or another key"
              .formatted(name));
    }
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

  private static FaultException unknown() {
    return new FaultException(
        FaultCode.MODEL_UNKNOWN,
        "there is no model at this path; paths are /owner/alias, as the catalogue names them");
  }
}
