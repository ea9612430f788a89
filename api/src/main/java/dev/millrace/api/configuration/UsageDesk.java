package dev.millrace.api.configuration;

import dev.millrace.api.configuration.UsageAnswers.Named;
import dev.millrace.api.configuration.UsageAnswers.OfOne;
import dev.millrace.api.configuration.UsageAnswers.Uses;
import dev.millrace.api.http.key.Caller;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.vault.ModelConfigurations;
import dev.millrace.vault.ModelConfigurations.Use;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells how the configurations of one account were used. */
@ApplicationScoped
class UsageDesk {
  private static final int MOST_RUNS = 50;
  private static final Use NONE = new Use(0, Optional.empty());

  private final ModelConfigurations configurations;
  private final ConfigDesk desk;
  private final Offers offers;

  UsageDesk(ModelConfigurations configurations, ConfigDesk desk, Offers offers) {
    this.configurations = configurations;
    this.desk = desk;
    this.offers = offers;
  }

  /** Of all, those of one model and provider together. */
  Uni<Uses> ofAll(Caller caller) {
    return Uni.combine()
        .all()
        .unis(configurations.list(caller.account()), configurations.uses(caller.account()))
        .with(UsageDesk::ofAll);
  }

  private static Uses ofAll(List<ModelConfiguration> all, Map<UUID, Use> uses) {
    var data =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    one -> List.of(one.provider(), one.modelId()),
                    LinkedHashMap::new,
                    Collectors.mapping(
                        one -> uses.getOrDefault(one.id(), NONE), Collectors.toUnmodifiableList())))
            .entrySet()
            .stream()
            .map(
                entry -> use(entry.getKey().getFirst(), entry.getKey().getLast(), entry.getValue()))
            .toList();
    return new Uses(data, data.stream().mapToLong(UsageAnswers.Use::usageCount).sum());
  }

  private static UsageAnswers.Use use(String provider, String model, List<Use> uses) {
    return new UsageAnswers.Use(
        provider,
        model,
        uses.stream().mapToLong(Use::requests).sum(),
        uses.stream()
            .flatMap(use -> use.last().stream())
            .max(Instant::compareTo)
            .map(Instant::toString)
            .orElse(null));
  }

  /** Of one. Fails with NOT_FOUND. */
  Uni<OfOne> ofOne(Caller caller, String id) {
    return desk.found(caller, id)
        .chain(
            one ->
                Uni.combine()
                    .all()
                    .unis(
                        configurations.uses(caller.account()),
                        configurations.runs(caller.account(), one.id(), MOST_RUNS))
                    .with(
                        (uses, runs) ->
                            ofOne(caller, one, uses.getOrDefault(one.id(), NONE), runs)));
  }

  private OfOne ofOne(
      Caller caller, ModelConfiguration one, Use use, List<ModelConfigurations.Run> runs) {
    var offer = offers.of(caller, one);
    var view = ConfigView.of(one, offer);
    return new OfOne(
        UsageAnswers.Meta.REQUESTS,
        new Named(view.id(), view.traits().displayName(), view.modelId(), view.provider()),
        use.requests(),
        use.last().map(Instant::toString).orElse(null),
        runs.stream().map(run -> RunCost.view(run, offer.map(Offer::model))).toList());
  }
}
