package dev.millrace.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.ModelPattern;
import dev.millrace.access.Scopes;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey.Kind;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.api.gateway.NamedModels;
import dev.millrace.api.http.key.Caller;
import dev.millrace.basis.OwnModels;
import dev.millrace.basis.ProviderKeysOf;
import dev.millrace.basis.StandIns;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.configuration.Profile;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.model.RouteCheck;
import dev.millrace.model.RouteKey;
import dev.millrace.model.yaml.CatalogueReader;
import dev.millrace.model.yaml.Reading;
import dev.millrace.money.RateCard;
import dev.millrace.provider.Providers;
import dev.millrace.provider.SpeakingProviders;
import dev.millrace.request.Basis;
import dev.millrace.request.Basis.Payer;
import dev.millrace.secret.ProviderKey;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelGateTest {
  private static final AccountId ANN = new AccountId(new UUID(0, 1));
  private static final UUID API_KEY = new UUID(0, 2);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Providers PROVIDERS = SpeakingProviders.all();
  private static final CatalogueSnapshot CATALOGUE =
      catalogue(
          """
          models:
            - &talk
              name: openai/talker
              input_schema: {type: object}
              output_schema: {type: object, required: [choices]}
              capabilities: [chat]
              price: {mode: per_request, amount: 1}
              run_limit: 30s
              routes:
                - {name: ours, dialect: openai,
                   settings: {base_url: "https://api.openai.com/v1", api_key: ours, model: m}}
                - {name: other, dialect: anthropic, settings: {model: m, api_key: ours}}
            - <<: *talk
              name: sleepy/talker
              routes:
                - {name: asleep, dialect: openai,
                   settings: {base_url: "https://api.mistral.ai/v1", api_key: "${NONE}", model: m}}
            - <<: *talk
              name: ollama/llama
              routes:
                - {name: box, dialect: openai, settings: {base_url: "http://box/v1", model: llama}}
            - <<: *talk
              name: far/vectors
              capabilities: [embeddings]
              routes:
                - {name: ours, dialect: openai,
                   settings: {base_url: "https://api.openai.com/v1", api_key: ours, model: m}}
            - <<: *talk
              name: local/echo
              capabilities: []
              routes: [{name: local, dialect: local, settings: {model: chat}}]
          """);

  private final ProviderKeysOf keys = new ProviderKeysOf(ANN);
  private final ModelGate gate =
      new ModelGate(
          CATALOGUE,
          new PlanGate(new Plans(List.of(plan("free", "local/*"), plan("ultra", "*")), "free")),
          new OwnKeys(new OwnModels(PROVIDERS, ProviderKeysOf.SEALER)),
          new StandIns(PROVIDERS));

  // --------------------------------------------------------------------------------- the platform

  @Test
  void withoutAnythingSetUpThePlatformPays() {
    var chosen = gate.choose(caller(), name("openai/talker"));

    assertThat(chosen).isEqualTo(Chosen.ofPlatform(found("openai/talker")));
  }

  @Test
  void aModelThatThereIsNotIsUnknown() {
    assertThat(refused(caller(), "openai/gone").code()).isEqualTo(FaultCode.MODEL_UNKNOWN);
  }

  @Test
  void thePlanBoundsWhatThePlatformPays() {
    var fault = refused(on("free", caller()), "openai/talker");

    assertThat(fault.code()).isEqualTo(FaultCode.MODEL_FORBIDDEN);
    assertThat(fault.message()).contains("free", "ultra");
  }

  @Test
  void theKeysModelsBoundEverything() {
    var own = with(caller(), keys.usual("openai", "sk-ann"));
    var server = with(caller(), keys.ofServer("box", "https://a.test/v1"));

    assertThat(refused(only("local/*", own), "openai/talker").code())
        .isEqualTo(FaultCode.MODEL_FORBIDDEN);
    assertThat(refused(only("local/*", server), "own/box/llama").code())
        .isEqualTo(FaultCode.MODEL_FORBIDDEN);
  }

  @Test
  void aModelThatThePlatformHasNoKeyForAsksForOnesOwn() {
    var fault = refused(caller(), "sleepy/talker");

    assertThat(fault.code()).isEqualTo(FaultCode.MODEL_FORBIDDEN);
    assertThat(fault.message()).contains("mistral", "provider key of your own");
  }

  // ----------------------------------------------------------------------------------- own keys

  @Test
  void theUsualKeyOfAProviderGoesBeforeOurs() {
    var key = keys.usual("openai", "sk-ann");

    var chosen = gate.choose(with(caller(), key), name("openai/talker"));

    assertThat(chosen.basis()).isEqualTo(Basis.ofOwnKey(key.id()));
    assertThat(chosen.model().price()).contains(RateCard.free());
    assertThat(chosen.model().routes())
        .extracting(Route::name, route -> route.settings().path("api_key").asText())
        .containsExactly(tuple("ours", "sk-ann"));
  }

  @Test
  void theKeyOfALaterRoutesProviderServesToo() {
    var key = keys.usual("anthropic", "sk-ant");

    var chosen = gate.choose(with(caller(), key), name("openai/talker"));

    assertThat(chosen.model().routes()).extracting(Route::name).containsExactly("other");
  }

  @Test
  void anOwnKeyNeedsNoPlanForTheModel() {
    var caller = on("free", with(caller(), keys.usual("openai", "sk-ann")));

    assertThat(gate.choose(caller, name("openai/talker")).basis().payer()).isEqualTo(Payer.ACCOUNT);
  }

  @Test
  void anOwnKeyRunsWhatThePlatformHasNoKeyFor() {
    var caller = with(caller(), keys.usual("mistral", "mine"));

    var route = gate.choose(caller, name("sleepy/talker")).model().routes().getFirst();

    assertThat(route.settings().path("api_key").asText()).isEqualTo("mine");
    assertThat(route.needsKey()).isFalse();
  }

  @Test
  void aKeyThatIsNotForThisApiKeyOrNotActiveOrNotTheUsualOneIsNotUsed() {
    var others =
        keys.draft("openai", "a").isDefault(true).onlyFor(Optional.of(new UUID(0, 9))).done(NOW);
    var asleep = keys.draft("openai", "b").isDefault(true).active(false).done(NOW);
    var caller = with(caller(), others.key(), asleep.key(), keys.named("openai", "c"));

    assertThat(gate.choose(caller, name("openai/talker")).basis()).isEqualTo(Basis.PLATFORM);
  }

  @Test
  void aCallMayHaveThePlatformPayAllTheSame() {
    var caller = with(caller(), keys.usual("openai", "sk-ann")).paidBy(Payer.PLATFORM);

    assertThat(gate.choose(caller, name("openai/talker")))
        .isEqualTo(Chosen.ofPlatform(found("openai/talker")));
  }

  @Test
  void aCallThatItsAccountIsToPayIsRefusedWithoutAKey() {
    var fault = refused(caller().paidBy(Payer.ACCOUNT), "openai/talker");

    assertThat(fault.code()).isEqualTo(FaultCode.OWN_KEY_UNUSABLE);
    assertThat(fault.message()).contains("/v1/provider-keys");
  }

  // ----------------------------------------------------------------------------- configurations

  @Test
  void theConfigurationOfAModelIsFollowed() {
    var configuration = configuration("openai/talker", Optional.empty(), true);

    var chosen = gate.choose(following(caller(), configuration), name("openai/talker"));

    assertThat(chosen.configuration()).contains(configuration);
    assertThat(chosen.basis()).isEqualTo(Basis.PLATFORM.following(Optional.of(configuration.id())));
  }

  @Test
  void theKeyThatAConfigurationNamesGoesBeforeTheUsualOne() {
    var named = keys.named("openai", "named");
    var caller = with(caller(), keys.usual("openai", "usual"), named);
    var configuration = configuration("openai/talker", Optional.of(named.id()), false);

    var chosen = gate.choose(following(caller, configuration), name("openai/talker"));

    assertThat(chosen.basis().providerKey()).contains(named.id());
    assertThat(chosen.basis().configuration()).contains(configuration.id());
  }

  @Test
  void aNamedKeyThatCannotBeUsedChargesNobodyInstead() {
    var gone = configuration("openai/talker", Optional.of(new UUID(0, 5)), false);
    var caller = following(with(caller(), keys.usual("openai", "usual")), gone);

    assertThat(refused(caller, "openai/talker").code()).isEqualTo(FaultCode.OWN_KEY_UNUSABLE);
    assertThat(gate.choose(caller.paidBy(Payer.PLATFORM), name("openai/talker")).basis().payer())
        .isEqualTo(Payer.PLATFORM);
  }

  @Test
  void aNamedKeyOfAnotherProviderCannotBeUsed() {
    var other = keys.named("mistral", "secret");
    var configuration = configuration("openai/talker", Optional.of(other.id()), false);

    assertThat(refused(following(with(caller(), other), configuration), "openai/talker").code())
        .isEqualTo(FaultCode.OWN_KEY_UNUSABLE);
  }

  @Test
  void aProvidersWordAloneMeansItsUsualConfiguration() {
    var names = new NamedModels(CATALOGUE, gate);
    var configuration = configuration("openai/talker", Optional.empty(), true);

    assertThat(names.choose(following(caller(), configuration), "openai").model().name())
        .isEqualTo(name("openai/talker"));
    assertThat(catchFault(() -> names.choose(caller(), "openai")).code())
        .isEqualTo(FaultCode.MODEL_UNKNOWN);
  }

  @Test
  void anAliasFindsWhatThePlatformCanRunFirst() {
    var names = new NamedModels(CATALOGUE, gate);
    var own = with(caller(), keys.usual("openai", "sk-ann"));

    assertThat(names.choose(own, "talker").model().name()).isEqualTo(name("openai/talker"));
  }

  // -------------------------------------------------------------------------------- own servers

  @Test
  void aModelOfAnOwnServerIsCalledThere() {
    var key = keys.ofServer("my box", "https://box.ann.test/v1", "llama3:8b");

    var chosen = gate.choose(with(caller(), key), name("own/my-box/llama3:8b"));

    assertThat(chosen.basis()).isEqualTo(Basis.ofOwnKey(key.id()));
    assertThat(chosen.model().routes())
        .extracting(Route::key)
        .containsExactly(new RouteKey.Own(key.id(), true));
  }

  @Test
  void anothersServerIsAsUnknownAsOneThatThereIsNot() {
    var key = keys.ofServer("box", "https://box.ann.test/v1", "llama");

    assertThat(refused(caller(), "own/box/llama").code()).isEqualTo(FaultCode.MODEL_UNKNOWN);
    assertThat(refused(with(caller(), key), "own/box/other").code())
        .isEqualTo(FaultCode.MODEL_UNKNOWN);
  }

  @Test
  void thePlatformDoesNotPayAnOwnServer() {
    var caller = with(caller(), keys.ofServer("box", "https://box.ann.test/v1"));

    assertThat(refused(caller.paidBy(Payer.PLATFORM), "own/box/llama").code())
        .isEqualTo(FaultCode.OWN_KEY_UNUSABLE);
  }

  @Test
  void anOwnServerTakesTheCatalogueOverOnlyWhereAConfigurationSaysSo() {
    var server =
        keys.draft(ProviderKey.COMPATIBLE, "secret")
            .isDefault(true)
            .at(Optional.of(URI.create("https://box.ann.test/v1")))
            .done(NOW)
            .key();
    var caller = with(caller(), server);
    var configuration = configuration("ollama/llama", Optional.of(server.id()), false);

    assertThat(gate.choose(caller, name("ollama/llama")).basis()).isEqualTo(Basis.PLATFORM);
    assertThat(
            gate.choose(following(caller, configuration), name("ollama/llama"))
                .model()
                .routes()
                .getFirst()
                .settings()
                .path("base_url")
                .asText())
        .isEqualTo("https://box.ann.test/v1");
  }

  // ---------------------------------------------------------------------------------- test keys

  @ParameterizedTest
  @EnumSource(
      value = Payer.class,
      names = {"PLATFORM", "ACCOUNT"})
  void aTestKeyReachesNoProviderWhoeverIsToPay(Payer payer) {
    var caller = test(with(caller(), keys.usual("openai", "sk-ann"))).paidBy(payer);

    var chosen = gate.choose(caller, name("openai/talker"));

    assertThat(chosen.basis()).isEqualTo(Basis.ofTest());
    assertThat(chosen.model().price()).contains(RateCard.free());
    assertThat(chosen.model().routes()).extracting(Route::dialect).containsOnly("local");
  }

  @Test
  void aTestKeyRunsWhatRunsHere() {
    assertThat(gate.choose(test(caller()), name("local/echo")).model().routes())
        .isEqualTo(found("local/echo").routes());
  }

  @Test
  void aTestKeyTriesOwnServersAndSleepingModelsToo() {
    var caller = test(with(caller(), keys.ofServer("box", "https://box.ann.test/v1")));

    for (var model : List.of("own/box/llama", "sleepy/talker")) {
      var chosen = gate.choose(caller, name(model));
      assertThat(chosen.model().name()).isEqualTo(name(model));
      assertThat(chosen.model().routes()).extracting(Route::dialect).containsOnly("local");
    }
  }

  @Test
  void aTestKeyIsRefusedWhereNothingStandsIn() {
    var fault = refused(test(caller()), "far/vectors");

    assertThat(fault.code()).isEqualTo(FaultCode.MODEL_FORBIDDEN);
    assertThat(fault.message()).contains("live key");
  }

  @Test
  void aTestKeySeesWhatThePlanShowsOnly() {
    assertThat(refused(on("free", test(caller())), "openai/talker").code())
        .isEqualTo(FaultCode.MODEL_FORBIDDEN);
  }

  // ------------------------------------------------------------------------------------ scaffold

  private Fault refused(Caller caller, String model) {
    return catchFault(() -> gate.choose(caller, name(model)));
  }

  private static Fault catchFault(ThrowingCallable call) {
    return catchThrowableOfType(FaultException.class, call).fault();
  }

  private static Caller caller() {
    return new Caller(
        ANN, API_KEY, Kind.LIVE, "ultra", KeyTerms.UNBOUNDED, Profile.EMPTY, Optional.empty());
  }

  private static Caller on(String plan, Caller caller) {
    return new Caller(
        ANN, API_KEY, caller.kind(), plan, caller.terms(), caller.profile(), caller.payer());
  }

  private static Caller test(Caller caller) {
    return new Caller(
        ANN, API_KEY, Kind.TEST, caller.plan(), caller.terms(), caller.profile(), caller.payer());
  }

  private static Caller only(String models, Caller caller) {
    var terms =
        new KeyTerms(
            Scopes.ALL, List.of(pattern(models)), List.of(), Limits.NONE, Optional.empty());
    return new Caller(
        ANN, API_KEY, caller.kind(), caller.plan(), terms, caller.profile(), caller.payer());
  }

  private static Caller with(Caller caller, ProviderKey... keys) {
    return caller.with(new Profile(List.of(keys), caller.profile().configurations()));
  }

  private static Caller following(Caller caller, ModelConfiguration configuration) {
    return caller.with(new Profile(caller.profile().keys(), List.of(configuration)));
  }

  private static ModelConfiguration configuration(
      String model, Optional<UUID> key, boolean isDefault) {
    return new ModelConfiguration(
        UUID.randomUUID(),
        ANN,
        "openai",
        model,
        key,
        true,
        isDefault,
        JsonNodeFactory.instance.objectNode(),
        NOW,
        NOW);
  }

  private static Plan plan(String name, String models) {
    return new Plan(
        name,
        1,
        1,
        Optional.empty(),
        Optional.empty(),
        List.of(pattern(models)),
        Limits.NONE,
        Optional.empty());
  }

  private static ModelPattern pattern(String text) {
    return ModelPattern.parse(text).orElseThrow();
  }

  private static ModelName name(String text) {
    return ModelName.parse(text).orElseThrow();
  }

  private static Model found(String name) {
    return CATALOGUE.find(name(name)).orElseThrow();
  }

  private static CatalogueSnapshot catalogue(String text) {
    var read = new CatalogueReader(Map.of(), RouteCheck.NONE).read(text);
    return ((Reading.Accepted) read).catalogue();
  }
}
