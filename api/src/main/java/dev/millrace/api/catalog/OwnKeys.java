package dev.millrace.api.catalog;

import dev.millrace.api.http.key.Caller;
import dev.millrace.basis.OwnModels;
import dev.millrace.basis.OwnServers;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.request.Basis;
import dev.millrace.secret.ProviderKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Finds the own key that a caller's call of a model goes by. */
@ApplicationScoped
class OwnKeys {
  private final OwnModels models;

  OwnKeys(OwnModels models) {
    this.models = models;
  }

  /**
   * The model by the key that its configuration names, else by the usual key for the first of its
   * routes that there is one for. Empty when the caller has set up neither.
   *
   * @throws FaultException of OWN_KEY_UNUSABLE when a configuration names a key that cannot be
   *     used: to charge the account instead would be a surprise
   */
  Optional<Chosen> of(Caller caller, Model known) {
    var named =
        caller.profile().of(known.name().toString()).flatMap(ModelConfiguration::providerKey);
    return named.isPresent()
        ? Optional.of(byNamed(caller, known, named.get()))
        : byUsual(caller, known);
  }

  private Chosen byNamed(Caller caller, Model known, UUID named) {
    return caller
        .profile()
        .key(named, caller.key())
        .flatMap(key -> by(key, known))
        .orElseThrow(
            () ->
                unusable(
                    "the provider key that your model configuration of %s names cannot be used: it is gone, inactive, not for this API key, or not for a provider of the model; set another one, or send X-Millrace-Payer: platform"
                        .formatted(known.name())));
  }

  /** A server of the account's own is none of the catalogue's, unless a configuration says so. */
  private Optional<Chosen> byUsual(Caller caller, Model known) {
    if (caller.profile().keys().isEmpty()) {
      return Optional.empty(); // as for most; nothing is gone through for each of their calls
    }
    return known.routes().stream()
        .map(Route::provider)
        .distinct()
        .filter(provider -> !provider.equals(ProviderKey.COMPATIBLE))
        .flatMap(provider -> caller.profile().usualKey(provider, caller.key()).stream())
        .flatMap(key -> by(key, known).stream())
        .findFirst();
  }

  private Optional<Chosen> by(ProviderKey key, Model known) {
    return models.by(key, known).map(model -> chosen(key, model));
  }

  /** The key whose server has the model of this name. */
  Optional<ProviderKey> ofServer(Caller caller, ModelName name) {
    return caller.profile().keys().stream()
        .filter(key -> key.isFor(caller.key()) && OwnServers.isAt(key, name))
        .findFirst();
  }

  Optional<Chosen> ofServer(ProviderKey key, ModelName name) {
    return models.ofServer(key, name).map(model -> chosen(key, model));
  }

  private static Chosen chosen(ProviderKey key, Model model) {
    return new Chosen(model, Basis.ofOwnKey(key.id()), Optional.empty());
  }

  static FaultException noKey(Model known) {
    return unusable(
        "this call is to be paid by a provider key of yours, and you have no usual one for %s that this API key may use; add one at POST /v1/provider-keys, or leave X-Millrace-Payer out"
            .formatted(known.name()));
  }

  static FaultException notOurs(ModelName name) {
    return unusable(
        "%s is on a server of yours, which the platform does not pay; leave X-Millrace-Payer out"
            .formatted(name));
  }

  static FaultException noServer(ModelName name) {
    return new FaultException(
        FaultCode.MODEL_UNKNOWN,
        "none of your provider keys that this API key may use has a server with the model %s; names are own/<key>/<model>"
            .formatted(name));
  }

  private static FaultException unusable(String message) {
    return new FaultException(FaultCode.OWN_KEY_UNUSABLE, message);
  }
}
