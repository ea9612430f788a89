package dev.millrace.api.catalog;

import dev.millrace.account.ApiKey;
import dev.millrace.api.http.key.Caller;
import dev.millrace.basis.OwnServers;
import dev.millrace.basis.StandIns;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.request.Basis;
import dev.millrace.request.Basis.Payer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets callers to the models that they may call, and decides who pays the provider. Everything that
 * starts a call, or tells what one would cost, comes through here.
 *
 * <p>A key of the account's own is used before ours, unless the call says otherwise. The plan
 * bounds what we pay for; the key bounds everything.
 */
@ApplicationScoped
public class ModelGate {
  private final Catalogue catalogue;
  private final PlanGate plans;
  private final OwnKeys ownKeys;
  private final StandIns standIns;

  ModelGate(Catalogue catalogue, PlanGate plans, OwnKeys ownKeys, StandIns standIns) {
    this.catalogue = catalogue;
    this.plans = plans;
    this.ownKeys = ownKeys;
    this.standIns = standIns;
  }

  /**
   * The model of this name for this caller.
   *
   * @throws FaultException of MODEL_UNKNOWN; of MODEL_FORBIDDEN when its plan or its key does not
   *     have the model, or nobody could pay for it; of OWN_KEY_UNUSABLE when an own key is to be
   *     used and cannot be; of ENGINE_UNAVAILABLE when one cannot be opened
   */
  public Chosen choose(Caller caller, ModelName name) {
    var chosen = name.isOwn() ? ofServer(caller, name) : ofCatalogue(caller, name);
    var configuration = caller.profile().of(name.toString());
    var basis = chosen.basis().following(configuration.map(ModelConfiguration::id));
    return new Chosen(chosen.model(), basis, configuration);
  }

  private Chosen ofServer(Caller caller, ModelName name) {
    var key = ownKeys.ofServer(caller, name).orElseThrow(() -> OwnKeys.noServer(name));
    checkKey(caller, name);
    if (isPayer(caller, Payer.PLATFORM)) {
      throw OwnKeys.notOurs(name);
    }
    return isTest(caller)
        ? inTest(OwnServers.shape(name))
        : ownKeys.ofServer(key, name).orElseThrow(() -> OwnKeys.noServer(name));
  }

  private Chosen ofCatalogue(Caller caller, ModelName name) {
    var known = catalogue.known(name).orElseThrow(ModelGate::unknown);
    checkKey(caller, name);
    var byOwnKey = byOwnKey(caller, known);
    if (byOwnKey.isEmpty()) {
      plans.check(caller, name);
    }
    if (isTest(caller)) {
      return inTest(known);
    }
    return byOwnKey.orElseGet(
        () -> Chosen.ofPlatform(catalogue.find(name).orElseThrow(() -> needsKey(known))));
  }

  /** Empty when we are to pay. */
  private Optional<Chosen> byOwnKey(Caller caller, Model known) {
    if (isPayer(caller, Payer.PLATFORM)) {
      return Optional.empty();
    }
    var own = ownKeys.of(caller, known);
    if (own.isEmpty() && isPayer(caller, Payer.ACCOUNT)) {
      throw OwnKeys.noKey(known);
    }
    return own;
  }

  private static boolean isPayer(Caller caller, Payer payer) {
    return caller.payer().filter(payer::equals).isPresent();
  }

  private static boolean isTest(Caller caller) {
    return caller.kind() == ApiKey.Kind.TEST;
  }

  private Chosen inTest(Model model) {
    return standIns
        .of(model)
        .map(instead -> new Chosen(instead, Basis.ofTest(), Optional.empty()))
        .orElseThrow(
            () ->
                forbidden(
                    "a test key reaches no provider, and nothing here stands in for %s; call it with a live key"
                        .formatted(model.name())));
  }

  /**
   * Lets the models of the caller's API key pass.
   *
   * @throws FaultException of MODEL_FORBIDDEN
   */
  public static void checkKey(Caller caller, ModelName name) {
    if (!caller.terms().allows(name)) {
      throw forbidden(
          "this key may not use %s; use a model of its allowed_models, or another key"
              .formatted(name));
    }
  }

  private static FaultException needsKey(Model known) {
    return forbidden(
        "%s needs a provider key of your own, since the platform has none for it; add one for %s at POST /v1/provider-keys"
            .formatted(
                known.name(),
                known.routes().stream()
                    .map(Route::provider)
                    .distinct()
                    .collect(Collectors.joining(" or "))));
  }

  private static FaultException forbidden(String message) {
    return new FaultException(FaultCode.MODEL_FORBIDDEN, message);
  }

  private static FaultException unknown() {
    return new FaultException(
        FaultCode.MODEL_UNKNOWN,
        "there is no model at this path; paths are /owner/alias, as the catalogue names them");
  }
}
