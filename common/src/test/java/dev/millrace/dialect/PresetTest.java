package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Reasoning.Effort;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Sampling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PresetTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Says everything, in a way that every protocol can say it. */
  private static final Preset ALL =
      new Preset(
          "some-model",
          new Sampling(
              Optional.of(0.5),
              Optional.of(0.25),
              Optional.of(40L),
              Optional.of(7L),
              Optional.of(0.1),
              Optional.of(-0.1),
              List.of("END")),
          Optional.of(9000L),
          Optional.of(Effort.LOW),
          true);

  private static final Conversation QUESTION =
      Conversation.draft().turn(Role.USER, new Part.Text("Why?")).done();

  static Stream<Dialect> dialects() {
    return Samples.callers();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void whatIsLaidUnderABodyIsReadFromIt(Dialect dialect) {
    var body = laid(dialect, ALL, dialect.write(QUESTION, "some-model"));

    dialect.check(body);
    var read = dialect.read(body);
    assertThat(dialect.maxTokens(body)).contains(maxTokens(dialect));
    assertThat(read.sampling().temperature()).contains(0.5);
    assertThat(read.sampling().topP()).contains(0.25);
    assertThat(read.reasoning().orElseThrow().asEffort()).contains(Effort.LOW);
    assertThat(read.turns()).isEqualTo(QUESTION.turns());
  }

  /** Anthropic's bodies have a bound of their own always. */
  private static long maxTokens(Dialect dialect) {
    return dialect.maxTokens(dialect.write(QUESTION, "some-model")).orElse(9000L);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void layingUnderASecondTimeChangesNothing(Dialect dialect) {
    var body = laid(dialect, ALL, dialect.write(QUESTION, "some-model"));

    assertThat(dialect.under(ALL, body)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void anEmptyPresetAsksForNothing(Dialect dialect) {
    var nothing = new Preset("m", Sampling.USUAL, Optional.empty(), Optional.empty(), false);

    assertThat(dialect.under(nothing, JsonNodeFactory.instance.objectNode())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai-chat      | {'max_tokens': 1}                                | max_completion_tokens",
        "openai-chat      | {'max_completion_tokens': 1}                     | max_tokens",
        "openai-responses | {'text': {'format': {'type': 'text'}}}           | text",
        "openai-responses | {'reasoning': 'much'}                            | reasoning",
        "anthropic        | {'thinking': {'type': 'disabled'}}               | thinking",
        "anthropic        | {'reasoning_effort': 'high'}                     | thinking",
        "anthropic        | {'max_tokens': 100}                              | thinking",
        "gemini           | {'generation_config': {'top_p': 1}}              | generationConfig",
        "model-proxy      | {'options': 7}                                   | options"
      })
  void aBodyThatSpeaksOfAThingInAnotherWayHasSpoken(String dialect, String body, String notLaid) {
    assertThat(named(dialect).under(ALL, json(body))).doesNotContainKey(notLaid);
  }

  @Test
  void geminisFieldsKeepTheSpellingOfTheBody() {
    var laid =
        laid(Dialects.GEMINI, ALL, json("{'generation_config': {'top_p': 1, 'topK': 3}}"))
            .path("generation_config");

    assertThat(laid.has("topP")).isFalse();
    assertThat(laid.path("topK").asInt()).isEqualTo(3);
    assertThat(laid.path("maxOutputTokens").asInt()).isEqualTo(9000);
    assertThat(Dialects.GEMINI.maxTokens(json("{'generation_config': " + laid + "}")))
        .contains(9000L);
  }

  @Test
  void aReasoningModelsTokensAreBoundedByTheNewName() {
    var preset = new Preset("gpt-5-mini", Sampling.USUAL, Optional.of(5L), Optional.empty(), false);

    assertThat(Dialects.CHAT.under(preset, json("{}"))).containsOnlyKeys("max_completion_tokens");
    assertThat(Dialects.CHAT.under(preset, json("{'max_tokens': 1}"))).isEmpty();
  }

  @Test
  void anthropicHasNoTemperatureAboveOne() {
    var hot =
        new Preset(
            "m",
            new Sampling(
                Optional.of(1.5),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()),
            Optional.empty(),
            Optional.empty(),
            false);

    assertThat(Dialects.ANTHROPIC.under(hot, json("{}"))).isEmpty();
    assertThat(Dialects.CHAT.under(hot, json("{'temperature': null}")))
        .containsOnlyKeys("temperature");
  }

  private static Dialect named(String word) {
    return Samples.callers().filter(one -> one.word().equals(word)).findFirst().orElseThrow();
  }

  private static ObjectNode laid(Dialect dialect, Preset preset, ObjectNode body) {
    var laid = body.deepCopy();
    laid.setAll(dialect.under(preset, body));
    return laid;
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
