package dev.millrace.api.runtools;

import dev.millrace.account.Plans;
import dev.millrace.api.http.key.Caller;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.ProviderNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says which models a caller can call by the model proxy: those that hold conversations. */
@ApplicationScoped
class AvailableDesk {
  /** An account may have many servers with many models each. */
  private static final int MOST_OWN = 5_000;

  private final Catalogue catalogue;
  private final Plans plans;

  AvailableDesk(Catalogue catalogue, Plans plans) {
    this.catalogue = catalogue;
    this.plans = plans;
  }

  AvailableModels of(Caller caller) {
    return new AvailableModels(platform(caller), ownKey(caller));
  }

  private List<AvailableModels.Platform> platform(Caller caller) {
    var plan = plans.named(caller.plan());
    return catalogue.models().stream()
        .filter(AvailableDesk::talks)
        .map(
            model ->
                new AvailableModels.Platform(
                    model.name().toString(),
                    model.title(),
                    model.price().isPresent()
                        && plan.shows(model.name())
                        && caller.terms().allows(model.name()),
                    model.capabilities().stream().sorted().toList(),
                    model.price().map(AvailableModels.Pricing::of).orElse(null)))
        .toList();
  }

  private static boolean talks(Model model) {
    return model.capabilities().contains(Model.CHAT);
  }

  private List<AvailableModels.OwnKey> ownKey(Caller caller) {
    var known =
        catalogue.models().stream()
            .filter(AvailableDesk::talks)
            .flatMap(model -> ownKey(model, caller).stream());
    return Stream.concat(known, ofOwnServers(caller)).toList();
  }

  /** A model that several providers have asks for the key of its first, and takes any of them. */
  private static Optional<AvailableModels.OwnKey> ownKey(Model model, Caller caller) {
    var providers =
        model.routes().stream().flatMap(route -> OwnKeyProviders.of(route).stream()).toList();
    return providers.stream()
        .findFirst()
        .map(
            first ->
                new AvailableModels.OwnKey(
                    model.name().toString(),
                    model.title(),
                    ProviderNames.secretOf(first),
                    caller.terms().allows(model.name())
                        && hasKey(caller, model.name().toString(), providers)));
  }

  private static boolean hasKey(Caller caller, String model, List<String> providers) {
    var profile = caller.profile();
    boolean configured =
        profile
            .of(model)
            .flatMap(ModelConfiguration::providerKey)
            .flatMap(id -> profile.key(id, caller.key()))
            .isPresent();
    return configured
        || providers.stream()
            .anyMatch(provider -> profile.usualKey(provider, caller.key()).isPresent());
  }

  /** What servers of the account's choice say that they have. */
  private static Stream<AvailableModels.OwnKey> ofOwnServers(Caller caller) {
    return caller.profile().keys().stream()
        .filter(key -> key.provider().equals(ProviderKey.COMPATIBLE))
        .filter(key -> key.isFor(caller.key()))
        .flatMap(key -> key.models().stream().map(model -> ofOwnServer(key, model)))
        .limit(MOST_OWN);
  }

  private static AvailableModels.OwnKey ofOwnServer(ProviderKey key, String model) {
    return new AvailableModels.OwnKey(
        "own/%s/%s".formatted(key.name(), model),
        model,
        ProviderNames.secretOf(key.provider()),
        true);
  }
}
