package dev.millrace.api.configuration;

import static dev.millrace.api.configuration.Stage.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.configuration.ConfigAnswers.Available;
import dev.millrace.api.configuration.ConfigAnswers.Group;
import dev.millrace.configuration.Packaged;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.money.RateCard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OfferDeskTest {
  private static final String GPT = "{'provider': 'openai', 'modelId': 'openai/gpt-4o-mini'}";

  private final Stage stage = new Stage();

  @Test
  void everyKnownModelIsAvailableWithWhoseKeyItsCallsGoBy() {
    var all = soon(stage.shown.available(stage.caller()));

    assertThat(find(all, "openai/gpt-4o-mini").traits().keyStatus()).isEqualTo("platform");
    assertThat(find(all, "anthropic/claude-haiku-4-5").traits().keyStatus())
        .isEqualTo("needs_setup");
    assertThat(find(all, "openai/gpt-4o-mini").configured()).isFalse();
    assertThat(Stage.json(all.getFirst()).fieldNames())
        .toIterable()
        .contains("provider", "providerDisplayName", "modelId", "displayName", "isConfigured");
  }

  @Test
  void aKeySeesItsModelsOnly() {
    var narrow = stage.caller("wide", List.of("local/*"));

    assertThat(soon(stage.shown.available(narrow)))
        .allMatch(one -> one.modelId().startsWith("local/"));
    assertThat(soon(stage.shown.grouped(narrow)))
        .allMatch(group -> group.creator().equals("local"));
  }

  @Test
  void modelsOfOwnServersAreAvailable() {
    stage.ownServer("mine", "llama");

    var own = find(soon(stage.shown.available(stage.caller())), "own/mine/llama");

    assertThat(own.provider()).isEqualTo("openai-compatible");
    assertThat(own.traits().keyStatus()).isEqualTo("custom");
  }

  @Test
  void whatIsSetUpAndEnabledIsInUse() {
    var made = stage.make(GPT);
    var key = stage.ownKey("openai", false);
    stage.make(
        "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'providerKeyId': '%s'}".formatted(key));
    stage.make("{'provider': 'local', 'modelId': 'local/chat', 'isEnabled': false}");

    var used = soon(stage.shown.inUse(stage.caller()));

    assertThat(used)
        .containsExactly(new ConfigAnswers.InUse("openai", "openai/gpt-4o-mini", "GPT-4o mini", 2));
    assertThat(find(soon(stage.shown.available(stage.caller())), made.modelId()).configured())
        .isTrue();
  }

  @Test
  void aGroupHasEachFieldOfRuntype() {
    var made = stage.make(GPT);
    var group = Stage.json(group(stage, "gpt-4o-mini"));

    assertThat(group.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "baseModel",
            "displayName",
            "creator",
            "creatorDisplayName",
            "tags",
            "contextLength",
            "maxOutputTokens",
            "providers",
            "lowestCost",
            "isConfigured",
            "configuredProviders",
            "configuredConfigs");
    assertThat(group.path("providers").path(0).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "provider",
            "providerDisplayName",
            "modelId",
            "costPer1kTokens",
            "inputCostPer1kTokens",
            "outputCostPer1kTokens",
            "hasPlatformKey",
            "keyStatus");
    assertThat(group.path("contextLength").asLong()).isEqualTo(128_000);
    assertThat(group.path("maxOutputTokens").asLong()).isEqualTo(16_384);
    assertThat(group.path("isConfigured").booleanValue()).isTrue();
    assertThat(group.path("configuredProviders").path(0).asText()).isEqualTo("openai");
    assertThat(group.path("configuredConfigs").toString())
        .isEqualTo(
            "[{\"id\":\"%s\",\"modelId\":\"openai/gpt-4o-mini\",\"provider\":\"openai\"}]"
                .formatted(made.id()));
  }

  @Test
  void theSameModelAtSeveralProvidersIsOneGroupWithTheLowestCost() {
    var gpt = Packaged.model("openai/gpt-4o-mini");
    var cheap = Packaged.model("openai/gpt-5-mini");
    var elsewhere = named(new ModelName("acme", "gpt-4o-mini"), cheap, cheap.price());
    var unpriced = named(new ModelName("free", "gpt-4o-mini"), gpt, Optional.empty());
    var many = new Stage(new CatalogueSnapshot("test", List.of(elsewhere, gpt, unpriced)));

    var group = group(many, "gpt-4o-mini");

    assertThat(group.providers())
        .extracting(ConfigAnswers.GroupedProvider::modelId)
        .containsExactly("acme/gpt-4o-mini", "openai/gpt-4o-mini", "free/gpt-4o-mini");
    assertThat(group.lowestCost()).isEqualByComparingTo("0.000375");
    assertThat(group.maxOutputTokens()).isEqualTo(128_000);
    assertThat(group.configured()).isFalse();
  }

  @Test
  void aCatalogueSaysWhichModelsAreTheSameOne() {
    var all = new Stage(Packaged.catalogue());

    var flux = group(all, "flux-schnell");

    assertThat(flux.creator()).isEqualTo("black-forest-labs");
    assertThat(flux.providers())
        .extracting(ConfigAnswers.GroupedProvider::modelId)
        .containsExactly("replicate/flux-schnell", "fal/flux-schnell");
    assertThat(flux.lowestCost()).isNull();
  }

  @Test
  void modelsThatSearchAreListedByThemselvesAndByProvider() {
    assertThat(soon(stage.shown.searching(stage.caller()))).isEmpty();
    assertThat(stage.shown.searchProviders(stage.caller())).isEmpty();
    var gpt = Packaged.model("openai/gpt-4o-mini");
    var searching = new Stage(new CatalogueSnapshot("test", List.of(searching(gpt))));

    assertThat(soon(searching.shown.searching(searching.caller())))
        .extracting(Available::modelId)
        .containsExactly("openai/gpt-4o-mini");
    assertThat(searching.shown.searchProviders(searching.caller()))
        .containsExactly(
            new ConfigAnswers.Provider(
                "openai", "OpenAI", "platform", List.of("openai/gpt-4o-mini")));
  }

  @Test
  void aModelOfTwoProvidersIsSetUpAtEither() {
    var gpt = Packaged.model("openai/gpt-4o-mini");
    var groq =
        new Route(
            "second",
            "openai",
            Packaged.json("{'base_url': 'https://api.groq.com/openai/v1', 'operation': 'chat'}"));
    var routes = Stream.concat(gpt.routes().stream(), Stream.of(groq)).toList();
    var both = new Stage(new CatalogueSnapshot("test", List.of(gpt.going(routes, gpt.price()))));

    both.make(GPT.replace("'openai',", "'groq',"));

    assertThat(group(both, "gpt-4o-mini").providers())
        .extracting(ConfigAnswers.GroupedProvider::provider)
        .containsExactly("openai", "groq");
    assertThat(group(both, "gpt-4o-mini").configuredProviders()).containsExactly("groq");
  }

  private static Group group(Stage stage, String baseModel) {
    return soon(stage.shown.grouped(stage.caller())).stream()
        .filter(group -> group.baseModel().equals(baseModel))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two groups of " + baseModel);
            })
        .orElseThrow();
  }

  private static Available find(List<Available> all, String modelId) {
    return all.stream().filter(one -> one.modelId().equals(modelId)).findFirst().orElseThrow();
  }

  private static Model named(ModelName name, Model model, Optional<RateCard> price) {
    return with(name, model, model.capabilities(), price);
  }

  private static Model searching(Model model) {
    return with(model.name(), model, Set.of("chat", "search"), model.price());
  }

  private static Model with(
      ModelName name, Model model, Set<String> capabilities, Optional<RateCard> price) {
    return new Model(
        name,
        model.title(),
        model.description(),
        model.category(),
        model.tags(),
        model.inputSchema(),
        model.outputSchema(),
        capabilities,
        price,
        model.runLimit(),
        model.attempts(),
        model.routes());
  }
}
