package dev.millrace.api.configuration;

import dev.millrace.api.configuration.ConfigAnswers.Configured;
import dev.millrace.api.configuration.ConfigAnswers.Group;
import dev.millrace.api.configuration.ConfigAnswers.GroupedProvider;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.secret.ProviderNames;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Puts models together that are the same one at several providers. Pure. */
final class Groups {
  private final List<ModelConfiguration> configurations;

  private Groups(List<ModelConfiguration> configurations) {
    this.configurations = configurations;
  }

  /** Groups in the order of their first offers. */
  static List<Group> of(List<Offer> offers, List<ModelConfiguration> configurations) {
    var groups = new Groups(configurations);
    return offers.stream()
        .collect(
            Collectors.groupingBy(
                Groups::baseModel, LinkedHashMap::new, Collectors.toUnmodifiableList()))
        .values()
        .stream()
        .map(groups::group)
        .toList();
  }

  /** What a model is called wherever it is to be had. */
  private static String baseModel(Offer offer) {
    var model = offer.model();
    return model.presentation().baseModel().orElse(model.name().alias());
  }

  private Group group(List<Offer> offers) {
    var first = offers.getFirst();
    var traits = Traits.of(first);
    var providers = offers.stream().map(Groups::provider).toList();
    var configured = configured(offers);
    return new Group(
        baseModel(first),
        traits.displayName(),
        traits.creator(),
        traits.creatorDisplayName(),
        offers.stream().flatMap(offer -> offer.model().tags().stream()).distinct().toList(),
        contextLength(offers),
        offers.stream()
            .map(offer -> Traits.of(offer).maxOutputTokens())
            .filter(Objects::nonNull)
            .max(Long::compare)
            .orElse(null),
        providers,
        providers.stream()
            .map(GroupedProvider::costPer1kTokens)
            .filter(Objects::nonNull)
            .min(BigDecimal::compareTo)
            .orElse(null),
        !configured.isEmpty(),
        configured.stream().map(Configured::provider).distinct().toList(),
        configured);
  }

  private static Long contextLength(List<Offer> offers) {
    return offers.stream()
        .map(offer -> offer.model().presentation().contextWindow())
        .filter(OptionalInt::isPresent)
        .map(window -> (long) window.getAsInt())
        .max(Long::compare)
        .orElse(null);
  }

  private static GroupedProvider provider(Offer offer) {
    var traits = Traits.of(offer);
    return new GroupedProvider(
        offer.provider(),
        ProviderNames.shown(offer.provider()),
        offer.modelId(),
        traits.costPer1kTokens(),
        traits.inputCostPer1kTokens(),
        traits.outputCostPer1kTokens(),
        offer.hasPlatformKey(),
        offer.status().word());
  }

  private List<Configured> configured(List<Offer> offers) {
    return configurations.stream()
        .filter(one -> offers.stream().anyMatch(offer -> isOf(one, offer)))
        .map(one -> new Configured(one.id().toString(), one.modelId(), one.provider()))
        .toList();
  }

  /** Whether a configuration is of a model at this provider. */
  static boolean isOf(ModelConfiguration one, Offer offer) {
    return one.modelId().equals(offer.modelId()) && one.provider().equals(offer.provider());
  }
}
