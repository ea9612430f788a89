package dev.millrace.api.configuration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.catalog.ModelGate;
import dev.millrace.api.catalog.PlanGate;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.http.key.Caller;
import dev.millrace.configuration.SettingsCheck;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fault.ValidationError;
import dev.millrace.model.Model;
import dev.millrace.secret.ProviderKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds what a caller wants to set up against the models that there are for it. */
@ApplicationScoped
class ConfigCheck {
  private final Offers offers;
  private final PlanGate plans;

  ConfigCheck(Offers offers, PlanGate plans) {
    this.offers = offers;
    this.plans = plans;
  }

  /**
   * The model that a configuration is to be of.
   *
   * @param provider in lower case
   * @param modelId {@code owner/alias}, or the alias alone where the provider has one such model
   * @throws FaultException of MODEL_UNKNOWN; of INVALID_INPUT when it is not at the provider
   */
  Offer offer(Caller caller, String provider, String modelId) {
    var named = offers.named(caller, modelId);
    if (named.isEmpty()) {
      throw ConfigRefusal.unknownModel();
    }
    var there = named.stream().filter(offer -> offer.provider().equals(provider)).toList();
    if (there.isEmpty()) {
      throw Refusal.of(
          "provider",
          "enum",
          "must be %s for this model".formatted(joined(named, Offer::provider)));
    }
    if (there.size() > 1) {
      throw Refusal.of(
          "modelId",
          "not",
          "is the name of more than one model; write one of " + joined(there, Offer::modelId));
    }
    return there.getFirst();
  }

  private static String joined(List<Offer> offers, Function<Offer, String> what) {
    return offers.stream().map(what).distinct().collect(Collectors.joining(" or "));
  }

  /**
   * Refuses a model that the caller may not call.
   *
   * @param key the key of the account's own that is to pay; the plan bounds what we pay for
   * @throws FaultException of MODEL_FORBIDDEN; of INVALID_INPUT when the key is another provider's
   */
  void admit(Caller caller, Offer offer, Optional<ProviderKey> key) {
    key.ifPresent(own -> checkProvider(own, offer.provider()));
    ModelGate.checkKey(caller, offer.model().name());
    if (key.isEmpty() && offer.status() != KeyStatus.CUSTOM) {
      plans.check(caller, offer.model().name());
    }
  }

  /** Refuses a key of another provider. */
  static void checkProvider(ProviderKey key, String provider) {
    if (!key.provider().equals(provider)) {
      throw Refusal.of(
          "providerKeyId",
          "not",
          "is a key of %s, and the configuration is of %s".formatted(key.provider(), provider));
    }
  }

  /**
   * The settings by their usual names.
   *
   * @throws FaultException of MALFORMED for one that the model does not have, of INVALID_INPUT for
   *     a value that does not fit it
   */
  static ObjectNode settings(Model model, ObjectNode said) {
    var checked = SettingsCheck.of(model, said);
    if (!checked.errors().isEmpty()) {
      throw unfit(checked.errors());
    }
    return checked.settings();
  }

  private static FaultException unfit(List<ValidationError> errors) {
    var unknown = errors.stream().filter(ConfigCheck::isUnknown).findFirst();
    var first = unknown.orElseGet(errors::getFirst);
    return new FaultException(
        Fault.invalid(
            unknown.isPresent() ? FaultCode.MALFORMED : FaultCode.INVALID_INPUT,
            "%s %s".formatted(String.join(".", first.path()), first.message()),
            errors));
  }

  private static boolean isUnknown(ValidationError error) {
    return error.code().equals(SettingsCheck.UNKNOWN);
  }
}
