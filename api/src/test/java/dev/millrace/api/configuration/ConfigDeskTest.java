package dev.millrace.api.configuration;

import static dev.millrace.api.configuration.Stage.fault;
import static dev.millrace.api.configuration.Stage.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.configuration.Packaged;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.ValidationError;
import dev.millrace.notice.Notice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigDeskTest {
  private static final String GPT = "{'provider': 'openai', 'modelId': 'openai/gpt-4o-mini'}";

  private final Stage stage = new Stage();

  // --------------------------------------------------------------------------------------- shapes

  @Test
  void aConfigurationHasEachFieldOfRuntype() {
    var made =
        Stage.json(
            stage.make(
                """
                {'provider': 'OpenAI', 'modelId': 'gpt-4o-mini',
                 'settings': {'temperature': 0.5, 'max_tokens': 100}}
                """));

    assertThat(made.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "userId",
            "organizationId",
            "provider",
            "modelId",
            "providerKeyId",
            "isEnabled",
            "isDefault",
            "settings",
            "createdAt",
            "updatedAt",
            "displayName",
            "creator",
            "creatorDisplayName",
            "costPer1kTokens",
            "inputCostPer1kTokens",
            "outputCostPer1kTokens",
            "supportsCustomKey",
            "keyStatus",
            "maxOutputTokens",
            "supportsStreaming",
            "supportedResponseFormats",
            "supportsSearch",
            "reasoningCapability",
            "configScope");
    assertThat(UUID.fromString(made.path("id").asText())).isNotNull();
    assertThat(made.path("userId").asText()).isEqualTo(stage.account.toString());
    assertThat(made.path("organizationId").isNull()).isTrue();
    assertThat(made.path("provider").asText()).isEqualTo("openai");
    assertThat(made.path("modelId").asText()).isEqualTo("openai/gpt-4o-mini");
    assertThat(made.path("providerKeyId").isNull()).isTrue();
    assertThat(made.path("isEnabled").booleanValue()).isTrue();
    assertThat(made.path("isDefault").booleanValue()).isFalse();
    assertThat(made.path("settings").toString())
        .isEqualTo("{\"temperature\":0.5,\"maxTokens\":100}");
    assertThat(made.path("createdAt").asText()).isEqualTo(made.path("updatedAt").asText());
    assertThat(made.path("displayName").asText()).isEqualTo("GPT-4o mini");
    assertThat(made.path("creator").asText()).isEqualTo("openai");
    assertThat(made.path("creatorDisplayName").asText()).isEqualTo("OpenAI");
    assertThat(made.path("configScope").asText()).isEqualTo("user");
  }

  @Test
  void aModelsTraitsAreThoseOfTheCatalogue() {
    var gpt = Stage.json(stage.make(GPT));
    var claude =
        Stage.json(
            stage.make("{'provider': 'anthropic', 'modelId': 'anthropic/claude-sonnet-4-5'}"));
    var chat = Stage.json(stage.make("{'provider': 'local', 'modelId': 'local/chat'}"));

    assertThat(gpt.path("costPer1kTokens").decimalValue()).isEqualByComparingTo("0.000375");
    assertThat(gpt.path("inputCostPer1kTokens").decimalValue()).isEqualByComparingTo("0.00015");
    assertThat(gpt.path("outputCostPer1kTokens").decimalValue()).isEqualByComparingTo("0.0006");
    assertThat(gpt.path("maxOutputTokens").asLong()).isEqualTo(16384);
    assertThat(gpt.path("supportsCustomKey").booleanValue()).isTrue();
    assertThat(gpt.path("supportsStreaming").booleanValue()).isTrue();
    assertThat(texts(gpt.path("supportedResponseFormats"))).containsExactly("text", "json");
    assertThat(gpt.path("supportsSearch").booleanValue()).isFalse();
    assertThat(gpt.path("reasoningCapability").toString())
        .isEqualTo(
            "{\"supported\":false,\"provider\":null,\"supportsReasoningSummary\":false,\"googleThinkingMode\":null}");
    assertThat(claude.path("reasoningCapability").toString())
        .isEqualTo(
            "{\"supported\":true,\"provider\":\"anthropic\",\"supportsReasoningSummary\":true,\"googleThinkingMode\":null}");
    assertThat(texts(claude.path("supportedResponseFormats"))).containsExactly("text");
    assertThat(chat.path("supportsCustomKey").booleanValue()).isFalse();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  // ------------------------------------------------------------------------------------ key status

  @Test
  void theKeyStatusTellsByWhoseKeyCallsGo() {
    var gpt = stage.make(GPT);
    var claude = stage.make("{'provider': 'anthropic', 'modelId': 'claude-haiku-4-5'}");
    assertThat(gpt.traits().keyStatus()).isEqualTo("platform");
    assertThat(claude.traits().keyStatus()).isEqualTo("needs_setup");

    stage.ownKey("anthropic", true);

    assertThat(stage.list())
        .extracting(view -> view.traits().keyStatus())
        .containsExactlyInAnyOrder("platform", "custom");
  }

  @Test
  void aNamedKeyThatIsGoneNeedsSetUp() {
    var key = stage.ownKey("openai", false);
    var made =
        stage.make(
            "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'providerKeyId': '%s'}"
                .formatted(key));
    assertThat(made.providerKeyId()).isEqualTo(key.toString());
    assertThat(made.traits().keyStatus()).isEqualTo("custom");

    soon(stage.keys.delete(stage.account, key));

    assertThat(stage.list().getFirst().providerKeyId()).isEqualTo(key.toString());
    assertThat(stage.list().getFirst().traits().keyStatus()).isEqualTo("needs_setup");
  }

  @Test
  void aModelOfAnOwnServerCanBeSetUp() {
    stage.ownServer("mine", "llama");

    var made =
        stage.make(
            "{'provider': 'openai-compatible', 'modelId': 'own/mine/llama', 'settings': {'topK': 3}}");

    assertThat(made.traits().keyStatus()).isEqualTo("custom");
    assertThat(made.traits().costPer1kTokens()).isNull();
  }

  // ---------------------------------------------------------------------------------------
  // refusals

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'modelId': 'gpt-4o-mini'}                                              | INVALID_INPUT | provider",
        "{'provider': 'openai'}                                                  | INVALID_INPUT | modelId",
        "{'provider': 'openai', 'modelId': ''}                                   | INVALID_INPUT | modelId",
        "{'provider': 7, 'modelId': 'gpt-4o-mini'}                               | MALFORMED     | provider",
        "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'model': 'x'}          | MALFORMED     | model",
        "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'settings': []}        | MALFORMED     | settings",
        "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'isEnabled': 'yes'}    | MALFORMED     | isEnabled",
        "{'provider': 'azure', 'modelId': 'gpt-4o-mini'}                         | INVALID_INPUT | provider",
        "{'provider': 'openai', 'modelId': 'gpt-9'}                              | MODEL_UNKNOWN | modelId",
        "{'provider': 'openai', 'modelId': 'own/mine/llama'}                     | MODEL_UNKNOWN | modelId",
        "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'providerKeyId': 'x'}  | NOT_FOUND     | providerKeyId",
        "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'providerKeyId': '018f0000-0000-7000-8000-000000000001'} | NOT_FOUND | providerKeyId",
        "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'settings': {'heat': 1}}        | MALFORMED     | settings.heat",
        "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'settings': {'temperature': 3}} | INVALID_INPUT | settings.temperature"
      })
  void whatCannotBeSetUpIsRefusedByItsName(String body, FaultCode code, String named) {
    var fault = fault(() -> stage.make(body));

    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.message()).contains(named);
    assertThat(stage.list()).isEmpty();
    assertThat(stage.notices.told()).isEmpty();
  }

  @Test
  void aSettingThatDoesNotFitIsNamedForPrograms() {
    var fault =
        fault(
            () ->
                stage.make(
                    "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'settings': {'topP': 2, 'max_tokens': 0}}"));

    assertThat(fault.validationErrors())
        .extracting(ValidationError::instancePath)
        .containsExactlyInAnyOrder("/settings/topP", "/settings/max_tokens");
  }

  @Test
  void aKeyOfAnotherProviderDoesNotFit() {
    var key = stage.ownKey("anthropic", false);

    var fault =
        fault(
            () ->
                stage.make(
                    "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'providerKeyId': '%s'}"
                        .formatted(key)));

    assertThat(fault.code()).isEqualTo(FaultCode.INVALID_INPUT);
    assertThat(fault.message()).contains("providerKeyId", "anthropic");
  }

  @Test
  void aKeyWithoutTheModelDoesNotSetItUp() {
    var narrow = stage.caller("wide", List.of("local/*"));

    var fault = fault(() -> soon(stage.desk.create(narrow, Stage.body(GPT))));

    assertThat(fault.code()).isEqualTo(FaultCode.MODEL_FORBIDDEN);
  }

  @Test
  void aPlanBoundsWhatThePlatformPaysFor() {
    var poor = stage.caller("narrow", List.of());
    assertThat(fault(() -> soon(stage.desk.create(poor, Stage.body(GPT)))).code())
        .isEqualTo(FaultCode.MODEL_FORBIDDEN);

    stage.ownKey("openai", true);

    var withKey = stage.caller("narrow", List.of());
    var made = soon(stage.desk.create(withKey, Stage.body(GPT)));
    assertThat(made.traits().keyStatus()).isEqualTo("custom");
  }

  @Test
  void thereIsOneOfAModelAndKey() {
    stage.make(GPT);

    assertThat(fault(() -> stage.make(GPT)).code()).isEqualTo(FaultCode.CONFLICT);
  }

  // ----------------------------------------------------------------------------------------
  // changes

  @Test
  void anEmptyUpdateChangesNothing() {
    var made =
        stage.make(
            "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'settings': {'temperature': 1}}");

    var after = stage.change(made.id(), "{}");

    assertThat(after.settings()).isEqualTo(made.settings());
    assertThat(after.enabled()).isTrue();
    assertThat(after.providerKeyId()).isNull();
  }

  @Test
  void anUpdateReplacesTheSettingsAndTheKey() {
    var key = stage.ownKey("openai", false);
    var made =
        stage.make(
            "{'provider': 'openai', 'modelId': 'gpt-4o-mini', 'settings': {'temperature': 1}}");

    var after =
        stage.change(
            made.id(),
            "{'settings': {'top_p': 0.5}, 'providerKeyId': '%s', 'isEnabled': false}"
                .formatted(key));
    assertThat(after.settings()).isEqualTo(Packaged.json("{'topP': 0.5}"));
    assertThat(after.providerKeyId()).isEqualTo(key.toString());
    assertThat(after.enabled()).isFalse();

    assertThat(stage.change(made.id(), "{'providerKeyId': null}").providerKeyId()).isNull();
  }

  @Test
  void anUpdateIsHeldAgainstTheModelToo() {
    var made = stage.make(GPT);

    assertThat(fault(() -> stage.change(made.id(), "{'settings': {'topK': 1}}")).code())
        .isEqualTo(FaultCode.INVALID_INPUT);
    assertThat(fault(() -> stage.change(made.id(), "{'provider': 'azure'}")).code())
        .isEqualTo(FaultCode.MALFORMED);
    assertThat(stage.list().getFirst().settings()).isEqualTo(made.settings());
  }

  @Test
  void aConfigurationIsSwitchedOffAndOn() {
    var made = stage.make(GPT);

    var off =
        soon(stage.desk.toggle(stage.caller(), made.id(), Stage.body("{'isEnabled': false}")));
    assertThat(off.enabled()).isFalse();
    var on = soon(stage.desk.toggle(stage.caller(), made.id(), Stage.body("{'isEnabled': true}")));
    assertThat(on.enabled()).isTrue();

    assertThat(
            fault(() -> soon(stage.desk.toggle(stage.caller(), made.id(), Stage.body("{}"))))
                .message())
        .contains("isEnabled");
  }

  @Test
  void aProviderHasOneDefault() {
    var one = stage.make(GPT);
    var two = stage.make("{'provider': 'openai', 'modelId': 'gpt-5-mini'}");
    soon(stage.desk.makeDefault(stage.caller(), one.id()));

    assertThat(soon(stage.desk.makeDefault(stage.caller(), two.id())).usual()).isTrue();

    assertThat(stage.list().stream().filter(ConfigView::usual).map(ConfigView::id))
        .containsExactly(two.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "018f0000-0000-7000-8000-000000000001"})
  void whatIsNotThereIsUnknown(String id) {
    var caller = stage.caller();

    assertThat(
            List.of(
                fault(() -> stage.change(id, "{}")),
                fault(() -> soon(stage.desk.delete(caller, id))),
                fault(() -> soon(stage.desk.makeDefault(caller, id))),
                fault(() -> soon(stage.desk.toggle(caller, id, Stage.body("{'isEnabled': true}")))),
                fault(() -> soon(stage.usage.ofOne(caller, id)))))
        .allSatisfy(fault -> assertThat(fault.code()).isEqualTo(FaultCode.NOT_FOUND));
  }

  @Test
  void eachChangeIsToldToAllProcesses() {
    var made = stage.make(GPT);
    stage.change(made.id(), "{}");
    soon(stage.desk.toggle(stage.caller(), made.id(), Stage.body("{'isEnabled': false}")));
    soon(stage.desk.makeDefault(stage.caller(), made.id()));
    soon(stage.desk.delete(stage.caller(), made.id()));

    assertThat(stage.list()).isEmpty();
    assertThat(stage.notices.told())
        .hasSize(5)
        .allMatch(new Notice.AccountChanged(stage.account)::equals);
  }

  // ---------------------------------------------------------------------- a changed catalogue

  @Test
  void aConfigurationOfAModelThatLeftTheCatalogueStaysAndSaysSo() {
    var gone = new Stage(Packaged.catalogue(Map.of()));
    soon(
        gone.configurations.create(
            new ModelConfiguration(
                UUID.randomUUID(),
                gone.account,
                "openai",
                "openai/gpt-3",
                Optional.empty(),
                true,
                false,
                Packaged.json("{'temperature': 1}"),
                gone.clock.instant(),
                gone.clock.instant()),
            10));

    var view = gone.list().getFirst();

    assertThat(view.traits().keyStatus()).isEqualTo("needs_setup");
    assertThat(view.traits().displayName()).isEqualTo("gpt-3");
    assertThat(view.traits().creator()).isEqualTo("openai");
    assertThat(gone.change(view.id(), "{'isEnabled': false}").enabled()).isFalse();
    assertThat(fault(() -> gone.change(view.id(), "{'settings': {}}")).code())
        .isEqualTo(FaultCode.MODEL_UNKNOWN);
  }
}
