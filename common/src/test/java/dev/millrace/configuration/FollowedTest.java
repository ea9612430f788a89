package dev.millrace.configuration;

import static dev.millrace.configuration.Packaged.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.fault.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowedTest {
  private static final String GPT = "openai/gpt-4o-mini";

  @Test
  void settingsHoldWhereTheCallSaysNothing() {
    var body = json("{'model': 'm', 'messages': [], 'temperature': 0.1}");

    assertThat(under(GPT, "{'temperature': 1, 'topP': 0.5}", Dialects.CHAT, body))
        .isEqualTo(json("{'model': 'm', 'messages': [], 'temperature': 0.1, 'top_p': 0.5}"));
  }

  @Test
  void theCallsBodyStaysAsItIs() {
    var body = json("{'contents': [], 'generationConfig': {'topK': 2}}");

    var laid = under("google/gemini-2.5-flash", "{'topP': 0.5}", Dialects.GEMINI, body);

    assertThat(laid.path("generationConfig")).isEqualTo(json("{'topK': 2, 'topP': 0.5}"));
    assertThat(body).isEqualTo(json("{'contents': [], 'generationConfig': {'topK': 2}}"));
  }

  @Test
  void aConfigurationWithoutSettingsChangesNothing() {
    assertThat(under(GPT, "{}", Dialects.CHAT, json("{'a': 1}"))).isEqualTo(json("{'a': 1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai/gpt-4o-mini          | {'maxTokens': 5}                   | {'max_tokens': 5}",
        "openai/gpt-5-mini           | {'maxTokens': 5}                   | {'max_tokens': 5}",
        "openai/gpt-5-mini           | {'reasoningEffort': 'low'}         | {'reasoning_effort': 'low'}",
        "anthropic/claude-sonnet-4-5 | {'temperature': 0.5}               | {'temperature': 0.5}",
        "anthropic/claude-sonnet-4-5 | {'topK': 5}                        | {}",
        "local/chat                  | {'maxTokens': 5}                   | {'max_tokens': 5}",
        "local/image                 | {'width': 128, 'num_outputs': 2}   | {'width': 128, 'num_outputs': 2}"
      })
  void inTheModelsOwnShapeTheyAreFieldsOfItsSchema(String model, String settings, String expected) {
    assertThat(ownShape(model, settings, json("{}"))).hasToString(json(expected).toString());
  }

  @Test
  void whatAnInputSaysIsLeftAlone() {
    assertThat(ownShape("local/image", "{'width': 128, 'seed': 7}", json("{'width': 64}")))
        .isEqualTo(json("{'width': 64, 'seed': 7}"));
  }

  @Test
  void settingsThatDoNotFitTheModelAnyMoreAreRefusedByTheirName() {
    assertThatThrownBy(() -> ownShape("local/image", "{'width': 5000}", json("{}")))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("settings.width")
        .hasMessageContaining("018f0000-0000-7000-8000-000000000001");
  }

  private static ObjectNode under(String model, String settings, Dialect dialect, ObjectNode body) {
    var laid = body.deepCopy();
    laid.setAll(followed(model, settings).under(dialect, body));
    return laid;
  }

  private static ObjectNode ownShape(String model, String settings, ObjectNode input) {
    var laid = input.deepCopy();
    laid.setAll(followed(model, settings).under(input));
    return laid;
  }

  private static Followed followed(String model, String settings) {
    return new Followed(Packaged.configuration(model, settings), Packaged.model(model));
  }
}
