package dev.millrace.api.runtools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.ModelPattern;
import dev.millrace.access.Scopes;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.api.catalog.ModelsOnPaper;
import dev.millrace.api.catalog.Reach;
import dev.millrace.api.http.key.Caller;
import dev.millrace.basis.StandIns;
import dev.millrace.configuration.Profile;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.money.RateCard;
import dev.millrace.provider.Providers;
import dev.millrace.provider.SpeakingProviders;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.Sealed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AvailableDeskTest {
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final UUID API_KEY = new UUID(0, 2);
  private static final Optional<RateCard> CARD = Optional.of(RateCard.perRequest("0.25"));

  private static final Providers PROVIDERS = SpeakingProviders.all();

  private static final Reach REACH =
      new Reach(
          new Plans(List.of(plan("all", "*"), plan("small", "acme/c*")), "all"),
          new StandIns(PROVIDERS));

  private final AvailableDesk desk =
      new AvailableDesk(
          new CatalogueSnapshot(
              "1",
              List.of(
                  talker("acme/claude", CARD, "anthropic"),
                  talker("acme/gpt", CARD, "openai"),
                  talker("acme/local", CARD, "local"),
                  talker("acme/unpriced", Optional.empty(), "gemini"),
                  ModelsOnPaper.sleeper("acme/asleep", "mistral"),
                  ModelsOnPaper.presented(talker("acme/hidden", CARD, "openai"), true),
                  model("acme/painter", Set.of("images"), CARD, "openai"))),
          REACH,
          PROVIDERS);

  @Test
  void thePlatformHasWhatPlanAndKeyAllowAndWhatHasAPrice() {
    assertThat(available(desk.of(caller("all", List.of(), List.of()))))
        .containsExactly("acme/claude", "acme/gpt", "acme/local");
    assertThat(available(desk.of(caller("small", List.of(), List.of()))))
        .containsExactly("acme/claude");
    assertThat(available(desk.of(caller("all", List.of("acme/g*"), List.of()))))
        .containsExactly("acme/gpt");
  }

  @Test
  void everyConversationalModelIsListedWhetherItIsThereForTheCallerOrNot() {
    var models = desk.of(caller("small", List.of(), List.of()));

    assertThat(models.platform())
        .extracting(AvailableModels.Platform::model)
        .containsExactly("acme/claude", "acme/gpt", "acme/local", "acme/unpriced");
    assertThat(models.platform().getFirst().pricing().mode()).isEqualTo("per_request");
  }

  @Test
  void anOwnKeyOpensTheModelsOfItsProvider() {
    var models = desk.of(caller("small", List.of(), List.of(key("k", "anthropic", true))));

    assertThat(models.byok())
        .containsExactly(
            new AvailableModels.OwnKey("acme/claude", "Title", "ANTHROPIC_API_KEY", true),
            new AvailableModels.OwnKey("acme/gpt", "Title", "OPENAI_API_KEY", false),
            new AvailableModels.OwnKey("acme/unpriced", "Title", "GEMINI_API_KEY", false),
            new AvailableModels.OwnKey(
                "acme/asleep", "Title of acme/asleep", "MISTRAL_API_KEY", false));
  }

  @Test
  void anOwnKeyOpensWhatTheOperatorHasNoKeyForToo() {
    var models = desk.of(caller("small", List.of(), List.of(key("k", "mistral", true))));

    assertThat(models.byok())
        .filteredOn(AvailableModels.OwnKey::available)
        .extracting(AvailableModels.OwnKey::model)
        .containsExactly("acme/asleep");
  }

  @Test
  void whatTheCatalogueSaysOfAWindowIsSaid() {
    var told = desk.of(caller("all", List.of(), List.of())).platform();

    assertThat(told).extracting(AvailableModels.Platform::contextWindow).containsOnlyNulls();
    var presented = ModelsOnPaper.presented(talker("acme/wide", CARD, "openai"), false);
    var other = new AvailableDesk(new CatalogueSnapshot("1", List.of(presented)), REACH, PROVIDERS);
    assertThat(other.of(caller("all", List.of(), List.of())).platform().getFirst().contextWindow())
        .isEqualTo(200_000);
  }

  @Test
  void aKeyThatIsSwitchedOffOpensNothing() {
    var models =
        desk.of(
            caller(
                "all",
                List.of(),
                List.of(key("k", "anthropic", false), key("s", ProviderKey.COMPATIBLE, false))));

    assertThat(models.byok()).noneMatch(AvailableModels.OwnKey::available);
    assertThat(models.byok()).noneMatch(model -> model.model().startsWith("own/"));
  }

  @Test
  void modelsOfOwnServersAreListedByTheNameOfTheirKey() {
    var models =
        desk.of(caller("all", List.of(), List.of(key("lab", ProviderKey.COMPATIBLE, true))));

    assertThat(models.byok())
        .endsWith(
            new AvailableModels.OwnKey("own/lab/llama", "llama", "OPENAI_COMPATIBLE_API_KEY", true),
            new AvailableModels.OwnKey("own/lab/qwen", "qwen", "OPENAI_COMPATIBLE_API_KEY", true));
  }

  private static List<String> available(AvailableModels models) {
    return models.platform().stream()
        .filter(AvailableModels.Platform::available)
        .map(AvailableModels.Platform::model)
        .toList();
  }

  private static Caller caller(String plan, List<String> models, List<ProviderKey> keys) {
    var patterns = models.stream().map(ModelPattern::parse).map(Optional::orElseThrow).toList();
    return new Caller(
        ACCOUNT,
        API_KEY,
        ApiKey.Kind.LIVE,
        plan,
        new KeyTerms(Scopes.ALL, patterns, List.of(), Limits.NONE, Optional.empty()),
        new Profile(keys, List.of()),
        Optional.empty());
  }

  private static ProviderKey key(String name, String provider, boolean active) {
    boolean isServer = provider.equals(ProviderKey.COMPATIBLE);
    return new ProviderKey(
        UUID.randomUUID(),
        ACCOUNT,
        Optional.empty(),
        name,
        provider,
        "…1234",
        active,
        true,
        isServer ? Optional.of(URI.create("https://llm.example.org/v1")) : Optional.empty(),
        isServer ? List.of("llama", "qwen") : List.of(),
        new Sealed("main", new byte[] {1}, new byte[] {2}),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static Plan plan(String name, String models) {
    return new Plan(
        name,
        1_000,
        1,
        Optional.empty(),
        Optional.empty(),
        List.of(ModelPattern.parse(models).orElseThrow()),
        Limits.NONE,
        Optional.empty());
  }

  private static Model talker(String name, Optional<RateCard> price, String dialect) {
    return model(name, Set.of(Model.CHAT), price, dialect);
  }

  private static Model model(
      String name, Set<String> capabilities, Optional<RateCard> price, String dialect) {
    var settings = JsonNodeFactory.instance.objectNode();
    settings.put("base_url", "https://api.openai.com/v1");
    var schema = JsonSchema.of(JsonNodeFactory.instance.objectNode());
    return new Model(
        ModelName.parse(name).orElseThrow(),
        "Title",
        "",
        "chat",
        List.of(),
        schema,
        schema,
        capabilities,
        price,
        Duration.ofSeconds(1),
        1,
        List.of(new Route("main", dialect, settings)));
  }
}
