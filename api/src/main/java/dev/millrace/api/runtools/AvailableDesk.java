package dev.millrace.api.runtools;

import dev.millrace.api.catalog.Reach;
import dev.millrace.api.http.key.Caller;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
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
  private final Reach reach;
  private final Providers providers;

  AvailableDesk(Catalogue catalogue, Reach reach, Providers providers) {
    this.catalogue = catalogue;
    this.reach = reach;
    this.providers = providers;
  }

  AvailableModels of(Caller caller) {
    return new AvailableModels(platform(caller), ownKey(caller));
  }

  private List<AvailableModels.Platform> platform(Caller caller) {
    return catalogue.models().stream()
        .filter(AvailableDesk::isShown)
        .map(model -> platform(model, caller))
        .toList();
  }

  private static boolean isShown(Model model) {
    return model.capabilities().contains(Model.CHAT) && !model.presentation().unlisted();
  }

  private AvailableModels.Platform platform(Model model, Caller caller) {
    var window = model.presentation().contextWindow();
    return new AvailableModels.Platform(
        model.name().toString(),
        model.title(),
        model.price().isPresent() && reach.coversForCredit(caller, model, true),
        model.capabilities().stream().sorted().toList(),
        window.isPresent() ? window.getAsInt() : null,
        model.price().map(AvailableModels.Pricing::of).orElse(null));
  }

  private List<AvailableModels.OwnKey> ownKey(Caller caller) {
    var known =
        catalogue.known().stream()
            .filter(AvailableDesk::isShown)
            .flatMap(model -> ownKey(model, caller).stream());
    return Stream.concat(known, ofOwnServers(caller)).toList();
  }

  /** A model that several providers have asks for the key of its first, and takes any of them. */
  private Optional<AvailableModels.OwnKey> ownKey(Model model, Caller caller) {
    return model.routes().stream()
        .filter(this::takesKeys)
        .findFirst()
        .map(
            first ->
                new AvailableModels.OwnKey(
                    model.name().toString(),
                    model.title(),
                    ProviderNames.secretOf(first.provider()),
                    reach.coversForOwnKey(caller, model)));
  }

  /** A server of the operator's own takes no caller's key. */
  private boolean takesKeys(Route route) {
    return !route.provider().equals(ProviderKey.COMPATIBLE)
        && providers.find(route.dialect()).filter(Provider::isRemote).isPresent();
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
