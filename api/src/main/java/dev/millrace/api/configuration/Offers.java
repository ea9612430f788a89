package dev.millrace.api.configuration;

import dev.millrace.account.Plans;
import dev.millrace.api.http.key.Caller;
import dev.millrace.basis.OwnServers;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import dev.millrace.secret.ProviderKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds the models that callers can set up: those of the catalogue, and of their own servers. */
@ApplicationScoped
class Offers {
  private final Catalogue catalogue;
  private final Plans plans;
  private final Providers providers;

  Offers(Catalogue catalogue, Plans plans, Providers providers) {
    this.catalogue = catalogue;
    this.plans = plans;
    this.providers = providers;
  }

  /** All that the caller's API key may use, in the order of the catalogue; own servers last. */
  List<Offer> all(Caller caller) {
    var known = catalogue.known().stream().flatMap(model -> of(caller, model).stream());
    var own =
        caller.profile().keys().stream()
            .filter(key -> key.isFor(caller.key()))
            .flatMap(key -> OwnServers.of(key).stream().map(name -> ofServer(caller, key, name)));
    return Stream.concat(known, own)
        .filter(offer -> caller.terms().allows(offer.model().name()))
        .toList();
  }

  /** A model of the catalogue at each of its providers. */
  List<Offer> of(Caller caller, Model known) {
    return known.routes().stream()
        .map(Route::provider)
        .distinct()
        .map(provider -> of(caller, known, provider))
        .toList();
  }

  private Offer of(Caller caller, Model known, String provider) {
    boolean ours =
        catalogue
            .find(known.name())
            .filter(model -> model.routes().stream().anyMatch(r -> r.provider().equals(provider)))
            .isPresent();
    return new Offer(known, provider, isRemote(known), ours, status(caller, known, ours));
  }

  private boolean isRemote(Model model) {
    return model.routes().stream()
        .anyMatch(route -> providers.find(route.dialect()).filter(Provider::isRemote).isPresent());
  }

  /** As calls go that follow no configuration. A server of the account's own has its own names. */
  private KeyStatus status(Caller caller, Model known, boolean ours) {
    boolean own =
        known.routes().stream()
            .map(Route::provider)
            .filter(provider -> !provider.equals(ProviderKey.COMPATIBLE))
            .anyMatch(provider -> caller.profile().usualKey(provider, caller.key()).isPresent());
    if (own) {
      return KeyStatus.CUSTOM;
    }
    return ours && plans.named(caller.plan()).shows(known.name())
        ? KeyStatus.PLATFORM
        : KeyStatus.NEEDS_SETUP;
  }

  private static Offer ofServer(Caller caller, ProviderKey key, ModelName name) {
    var status = key.isFor(caller.key()) ? KeyStatus.CUSTOM : KeyStatus.NEEDS_SETUP;
    return new Offer(OwnServers.shape(name), key.provider(), true, false, status);
  }

  /** The models that calls know by this name, at each of their providers; none for another name. */
  List<Offer> named(Caller caller, String modelId) {
    var name = ModelName.parse(modelId);
    if (name.filter(ModelName::isOwn).isPresent()) {
      return ofServers(caller, name.get());
    }
    var whole = name.flatMap(catalogue::known);
    return whole.isPresent() ? of(caller, whole.get()) : ofAlias(caller, modelId);
  }

  private static List<Offer> ofServers(Caller caller, ModelName name) {
    return caller.profile().keys().stream()
        .filter(key -> OwnServers.isAt(key, name))
        .map(key -> ofServer(caller, key, name))
        .toList();
  }

  private List<Offer> ofAlias(Caller caller, String alias) {
    return catalogue.known().stream()
        .filter(model -> model.name().alias().equals(alias))
        .flatMap(model -> of(caller, model).stream())
        .toList();
  }

  /** What a configuration is of; empty when there is no such model any more. */
  Optional<Offer> of(Caller caller, ModelConfiguration configuration) {
    return named(caller, configuration.modelId()).stream()
        .filter(offer -> offer.modelId().equals(configuration.modelId()))
        .filter(offer -> offer.provider().equals(configuration.provider()))
        .findFirst()
        .map(offer -> offer.with(status(caller, offer, configuration.providerKey())));
  }

  /** A key that is named is used or none is. */
  private static KeyStatus status(Caller caller, Offer offer, Optional<UUID> named) {
    if (named.isEmpty()) {
      return offer.status();
    }
    return caller
        .profile()
        .key(named.get(), caller.key())
        .map(key -> KeyStatus.CUSTOM)
        .orElse(KeyStatus.NEEDS_SETUP);
  }
}
