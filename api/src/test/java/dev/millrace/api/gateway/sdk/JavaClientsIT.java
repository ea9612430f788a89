package dev.millrace.api.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolUseBlock;
import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import dev.millrace.api.gateway.conformance.Upstream;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each client against each upstream. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class JavaClientsIT {
  private static final String WORDS = "A mill race is a channel. ☃ 水";
  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("city", Map.of("type", "string")),
          "required",
          List.of("city"));

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private String key;

  @BeforeEach
  void open() throws IOException {
    Upstream.play(OneUpstream.afresh());
    key = Callers.with("1000").key();
  }

  private String base() {
    return "http://localhost:" + port;
  }

  private static String model(Upstream upstream) {
    return "test/" + upstream.folder();
  }

  private static String say(String script) {
    return "Play the script [" + script + "]";
  }

  @ParameterizedTest
  @EnumSource(Upstream.class)
  void theClientOfOpenAiChats(Upstream upstream) {
    var client = openAi();
    var params =
        ChatCompletionCreateParams.builder().model(model(upstream)).addUserMessage(say("plain"));

    var whole = client.chat().completions().create(params.build());

    assertThat(whole.choices().getFirst().message().content()).contains(WORDS);
    assertThat(whole.model()).isEqualTo(model(upstream));
    assertThat(whole.usage().orElseThrow().totalTokens()).isEqualTo(21);

    var streamed =
        streamed(
            client,
            params
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());
    assertThat(streamed.choices().getFirst().message().content()).contains(WORDS);
    assertThat(streamed.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(streamed.usage().orElseThrow().totalTokens()).isEqualTo(21);
  }

  @ParameterizedTest
  @EnumSource(Upstream.class)
  void theClientOfOpenAiHasItsToolsCalled(Upstream upstream) {
    var answer =
        streamed(
            openAi(),
            ChatCompletionCreateParams.builder()
                .model(model(upstream))
                .addUserMessage(say("parallel"))
                .addFunctionTool(
                    FunctionDefinition.builder()
                        .name("weather")
                        .parameters(
                            FunctionParameters.builder()
                                .putAdditionalProperty(
                                    "type", com.openai.core.JsonValue.from("object"))
                                .build())
                        .build())
                .build());

    var calls = answer.choices().getFirst().message().toolCalls().orElseThrow();
    assertThat(calls)
        .extracting(call -> call.asFunction().function().name())
        .containsExactly("weather", "weather");
    assertThat(calls.get(0).asFunction().function().arguments()).contains("Rome");
    assertThat(calls.get(1).asFunction().function().arguments()).contains("Oslo");
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
  }

  @ParameterizedTest
  @EnumSource(Upstream.class)
  void theClientOfOpenAiGetsItsOwnErrors(Upstream upstream) {
    var params =
        ChatCompletionCreateParams.builder()
            .model(model(upstream))
            .addUserMessage(say("error"))
            .build();

    assertThatThrownBy(() -> openAi().chat().completions().create(params))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("temperature is too high");
  }

  @ParameterizedTest
  @EnumSource(Upstream.class)
  void theClientOfOpenAiHasResponses(Upstream upstream) {
    var client = openAi();
    var params = ResponseCreateParams.builder().model(model(upstream)).input(say("plain")).build();

    assertThat(text(client.responses().create(params))).isEqualTo(WORDS);

    var accumulator = ResponseAccumulator.create();
    try (var stream = client.responses().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    assertThat(text(accumulator.response())).isEqualTo(WORDS);
    assertThat(accumulator.response().usage().orElseThrow().totalTokens()).isEqualTo(21);
  }

  @ParameterizedTest
  @EnumSource(Upstream.class)
  void theClientOfAnthropicHasMessages(Upstream upstream) {
    var client = anthropic();
    var params =
        MessageCreateParams.builder()
            .model(model(upstream))
            .maxTokens(100)
            .addUserMessage(say("plain"))
            .build();

    assertThat(text(client.messages().create(params))).isEqualTo(WORDS);

    var streamed = streamed(client, params);
    assertThat(text(streamed)).isEqualTo(WORDS);
    assertThat(streamed.stopReason()).contains(StopReason.END_TURN);
    assertThat(streamed.usage().outputTokens()).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource(Upstream.class)
  void theClientOfAnthropicHasItsToolsCalled(Upstream upstream) {
    var tool =
        Tool.builder()
            .name("weather")
            .inputSchema(
                Tool.InputSchema.builder()
                    .properties(JsonValue.from(Map.of("city", Map.of("type", "string"))))
                    .build())
            .build();

    var answer =
        streamed(
            anthropic(),
            MessageCreateParams.builder()
                .model(model(upstream))
                .maxTokens(100)
                .addTool(tool)
                .addUserMessage(say("parallel"))
                .build());

    assertThat(answer.content().stream().flatMap(block -> block.toolUse().stream()))
        .extracting(ToolUseBlock::id)
        .containsExactly("call_rome", "call_oslo");
    assertThat(answer.stopReason()).contains(StopReason.TOOL_USE);
    assertThatThrownBy(
            () ->
                anthropic()
                    .messages()
                    .create(
                        MessageCreateParams.builder()
                            .model(model(upstream))
                            .maxTokens(100)
                            .addUserMessage(say("error"))
                            .build()))
        .isInstanceOf(com.anthropic.errors.BadRequestException.class)
        .hasMessageContaining("temperature is too high");
  }

  @ParameterizedTest
  @EnumSource(Upstream.class)
  void theClientOfGoogleGeneratesContent(Upstream upstream) {
    try (var client = google()) {
      var whole = client.models.generateContent(model(upstream), say("plain"), null);
      assertThat(whole.text()).isEqualTo(WORDS);
      assertThat(whole.usageMetadata().orElseThrow().totalTokenCount()).contains(21);

      try (var stream = client.models.generateContentStream(model(upstream), say("plain"), null)) {
        var text = new StringBuilder();
        for (var chunk : stream) {
          text.append(chunk.text() == null ? "" : chunk.text());
        }
        assertThat(text.toString()).isEqualTo(WORDS);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Upstream.class)
  void theClientOfGoogleHasItsToolsCalledAndSendsTheirResults(Upstream upstream) {
    var config =
        GenerateContentConfig.builder()
            .tools(
                com.google.genai.types.Tool.builder()
                    .functionDeclarations(
                        FunctionDeclaration.builder()
                            .name("weather")
                            .parametersJsonSchema(PARAMETERS)
                            .build())
                    .build())
            .build();
    try (var client = google()) {
      var answer = client.models.generateContent(model(upstream), say("parallel"), config);

      assertThat(answer.functionCalls())
          .extracting(call -> call.args().orElseThrow().get("city"))
          .containsExactly("Rome", "Oslo");

      var turn =
          client.models.generateContent(
              model(upstream),
              List.of(
                  Content.fromParts(Part.fromText(say("plain"))),
                  answer.candidates().orElseThrow().getFirst().content().orElseThrow(),
                  results(answer.functionCalls())),
              config);
      assertThat(turn.text()).isEqualTo(WORDS);
    }
  }

  private static Content results(List<FunctionCall> calls) {
    var parts =
        calls.stream()
            .map(
                call ->
                    Part.builder()
                        .functionResponse(
                            com.google.genai.types.FunctionResponse.builder()
                                .id(call.id().orElseThrow())
                                .name(call.name().orElseThrow())
                                .response(Map.of("output", "sunny"))
                                .build())
                        .build())
            .toList();
    return Content.builder().role("user").parts(parts).build();
  }

  private OpenAIClient openAi() {
    return OpenAIOkHttpClient.builder().apiKey(key).baseUrl(base() + "/v1").maxRetries(0).build();
  }

  private AnthropicClient anthropic() {
    return AnthropicOkHttpClient.builder().apiKey(key).baseUrl(base()).maxRetries(0).build();
  }

  private Client google() {
    return Client.builder()
        .apiKey(key)
        .httpOptions(HttpOptions.builder().baseUrl(base()).build())
        .clientOptions(ClientOptions.builder().build())
        .build();
  }

  private static ChatCompletion streamed(OpenAIClient client, ChatCompletionCreateParams params) {
    var accumulator = ChatCompletionAccumulator.create();
    try (var stream = client.chat().completions().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  private static Message streamed(AnthropicClient client, MessageCreateParams params) {
    var accumulator = MessageAccumulator.create();
    try (var stream = client.messages().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.message();
  }

  private static String text(Response response) {
    return response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(part -> part.outputText().stream())
        .map(part -> part.text())
        .collect(Collectors.joining());
  }

  private static String text(Message message) {
    return message.content().stream()
        .flatMap((ContentBlock block) -> block.text().stream())
        .map(block -> block.text())
        .collect(Collectors.joining());
  }
}
