package dev.millrace.api.configuration;

import dev.millrace.api.configuration.ConfigAnswers.Available;
import dev.millrace.api.configuration.ConfigAnswers.InUse;
import dev.millrace.api.http.key.Caller;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.secret.ProviderNames;
import dev.millrace.vault.ModelConfigurations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Shows the models that callers can set up, and which of them they have. */
@ApplicationScoped
class OfferDesk {
  private final Offers offers;
  private final ModelConfigurations configurations;

  OfferDesk(Offers offers, ModelConfigurations configurations) {
    this.offers = offers;
    this.configurations = configurations;
  }

  /** All of them. */
  Uni<List<Available>> available(Caller caller) {
    return enabled(caller)
        .map(
            configured ->
                offers.all(caller).stream().map(offer -> available(offer, configured)).toList());
  }

  /** Those that search. */
  Uni<List<Available>> searching(Caller caller) {
    return available(caller)
        .map(all -> all.stream().filter(one -> one.traits().supportsSearch()).toList());
  }

  private static Available available(Offer offer, List<ModelConfiguration> configured) {
    var model = offer.model();
    return new Available(
        offer.provider(),
        ProviderNames.shown(offer.provider()),
        offer.modelId(),
        model.description(),
        model.category(),
        model.tags(),
        Traits.of(offer),
        configured.stream().anyMatch(one -> Groups.isOf(one, offer)));
  }

  /** The providers by which the caller can call models that search. */
  List<ConfigAnswers.Provider> searchProviders(Caller caller) {
    return offers.all(caller).stream()
        .filter(offer -> Traits.searches(offer.model()))
        .filter(offer -> offer.status() != KeyStatus.NEEDS_SETUP)
        .collect(
            Collectors.groupingBy(
                Offer::provider, LinkedHashMap::new, Collectors.toUnmodifiableList()))
        .values()
        .stream()
        .map(OfferDesk::searchProvider)
        .toList();
  }

  private static ConfigAnswers.Provider searchProvider(List<Offer> there) {
    var first = there.getFirst();
    return new ConfigAnswers.Provider(
        first.provider(),
        ProviderNames.shown(first.provider()),
        first.status().word(),
        there.stream().map(Offer::modelId).toList());
  }

  /** Models by what they are called wherever they are to be had. */
  Uni<List<ConfigAnswers.Group>> grouped(Caller caller) {
    return enabled(caller).map(configured -> Groups.of(offers.all(caller), configured));
  }

  /** The models that calls follow a configuration of, each once. */
  Uni<List<InUse>> inUse(Caller caller) {
    return enabled(caller)
        .map(
            configured ->
                configured.stream()
                    .collect(
                        Collectors.groupingBy(
                            one -> List.of(one.provider(), one.modelId()),
                            LinkedHashMap::new,
                            Collectors.toUnmodifiableList()))
                    .values()
                    .stream()
                    .map(several -> inUse(caller, several))
                    .toList());
  }

  private InUse inUse(Caller caller, List<ModelConfiguration> several) {
    var first = several.getFirst();
    return new InUse(
        first.provider(),
        first.modelId(),
        ConfigView.of(first, offers.of(caller, first)).traits().displayName(),
        several.size());
  }

  private Uni<List<ModelConfiguration>> enabled(Caller caller) {
    return configurations
        .list(caller.account())
        .map(all -> all.stream().filter(ModelConfiguration::enabled).toList());
  }
}
