package dev.millrace.configuration;

import static dev.millrace.configuration.Packaged.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.ValidationError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {
  private static final String GPT = "openai/gpt-4o-mini";
  private static final String THINKER = "openai/gpt-5-mini";
  private static final String CLAUDE = "anthropic/claude-sonnet-4-5";
  private static final String GEMINI = "google/gemini-2.5-flash";

  @Test
  void everySettingIsTakenWhereTheModelHasIt() {
    var gpt =
        "{'temperature': 0.5, 'topP': 0.9, 'maxTokens': 100, 'stop': ['a'], 'seed': 7,"
            + " 'frequencyPenalty': -2, 'presencePenalty': 2, 'responseFormat': 'json'}";
    assertThat(errors(GPT, gpt)).isEmpty();
    assertThat(errors(THINKER, "{'reasoningEffort': 'low', 'maxTokens': 100}")).isEmpty();
    assertThat(errors(CLAUDE, "{'topK': 3, 'temperature': 1, 'stop': 'x'}")).isEmpty();
    assertThat(errors(GEMINI, "{'topK': 3, 'seed': 1, 'reasoningEffort': 'high'}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_tokens", "maxTokens", "maxOutputTokens", "max_output_tokens"})
  void aSettingHasOneNameHoweverItIsWritten(String name) {
    var checked = check(GPT, "{'%s': 5}".formatted(name));

    assertThat(checked.errors()).isEmpty();
    assertThat(checked.settings()).isEqualTo(json("{'maxTokens': 5}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai/gpt-4o-mini          | temperature      | 2.1",
        "openai/gpt-4o-mini          | temperature      | -0.1",
        "openai/gpt-4o-mini          | temperature      | 'warm'",
        "openai/gpt-4o-mini          | topP             | 1.5",
        "openai/gpt-4o-mini          | topK             | 0",
        "openai/gpt-4o-mini          | topK             | 1.5",
        "openai/gpt-4o-mini          | topK             | 5",
        "openai/gpt-4o-mini          | maxTokens        | 0",
        "openai/gpt-4o-mini          | maxTokens        | 16385",
        "openai/gpt-4o-mini          | stop             | []",
        "openai/gpt-4o-mini          | stop             | ['a', 'b', 'c', 'd', 'e']",
        "openai/gpt-4o-mini          | stop             | ['']",
        "openai/gpt-4o-mini          | seed             | 3000000000",
        "openai/gpt-4o-mini          | frequencyPenalty | 3",
        "openai/gpt-4o-mini          | presencePenalty  | -3",
        "openai/gpt-4o-mini          | reasoningEffort  | 'low'",
        "openai/gpt-4o-mini          | responseFormat   | 'xml'",
        "openai/gpt-5-mini           | reasoningEffort  | 'enormous'",
        "anthropic/claude-sonnet-4-5 | temperature      | 1.5",
        "anthropic/claude-sonnet-4-5 | seed             | 7",
        "anthropic/claude-sonnet-4-5 | responseFormat   | 'json'",
        "local/chat                  | temperature      | 1",
        "local/chat                  | maxTokens        | 4097",
        "local/chat                  | responseFormat   | 'json'",
        "local/image                 | width            | 63",
        "local/image                 | width            | 'wide'",
        "local/image                 | num_outputs      | 5"
      })
  void whatIsOutOfTheModelsRangeIsNamed(String model, String setting, String value) {
    var quoted = value.startsWith("[") ? value : value.replace("'", "");
    var text = quoted.matches("[a-z]+") ? "'" + quoted + "'" : quoted;

    assertThat(errors(model, "{'%s': %s}".formatted(setting, text)))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.path()).containsExactly("settings", setting);
              assertThat(error.code()).isNotEqualTo(SettingsCheck.UNKNOWN);
              assertThat(error.message()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-4o-mini, prompt",
    "openai/gpt-4o-mini, messages",
    "local/image, temperature",
    "local/echo, anything"
  })
  void whatTheModelDoesNotHaveIsUnknown(String model, String setting) {
    assertThat(errors(model, "{'%s': 1}".formatted(setting)))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.path()).containsExactly("settings", setting);
              assertThat(error.code()).isEqualTo(SettingsCheck.UNKNOWN);
            });
  }

  @Test
  void oneThingMustNotBeSaidTwice() {
    assertThat(errors(GPT, "{'max_tokens': 5, 'maxTokens': 6}"))
        .extracting(ValidationError::path)
        .containsExactly(List.of("settings", "maxTokens"));
    assertThat(errors("local/image", "{'num_outputs': 1, 'numOutputs': 1}"))
        .extracting(ValidationError::path)
        .containsExactly(List.of("settings", "numOutputs"));
  }

  @Test
  void otherModelsHaveTheFieldsOfTheirInputSchema() {
    var checked = check("local/image", "{'width': 256, 'numOutputs': 2, 'seed': null}");

    assertThat(checked.errors()).isEmpty();
    assertThat(checked.settings()).isEqualTo(json("{'width': 256, 'num_outputs': 2}"));
  }

  @Test
  void settingsThatFitAloneMayNotFitTogether() {
    assertThat(errors(CLAUDE, "{'maxTokens': 1000, 'reasoningEffort': 'high'}"))
        .extracting(ValidationError::path)
        .containsExactly(List.of("settings", "maxTokens"));
  }

  private static SettingsCheck.Checked check(String model, String settings) {
    return SettingsCheck.of(Packaged.model(model), json(settings));
  }

  private static List<ValidationError> errors(String model, String settings) {
    return check(model, settings).errors();
  }
}
