package dev.millrace.api.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.google.genai.Client;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official clients, where there is no conversation. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class JavaFormClientsIT {
  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private FakeUpstream upstream;
  private String key;

  @BeforeEach
  void open() throws IOException {
    upstream = OneUpstream.afresh();
    key = Callers.with("100").key();
  }

  /** This client asks for base64 unless it is told otherwise. */
  @Test
  void theClientOfOpenAiHasTextsEmbeddedByAnyUpstream() {
    upstream.on(
        "POST /gemini-vectors/v1beta/models/embedder:batchEmbedContents",
        200,
        "{'embeddings':[{'values':[1.5,-2]},{'values':[0.25,0]}]}");

    var answer =
        openAi()
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model("test/gemini-vectors")
                    .inputOfArrayOfStrings(List.of("a", "b"))
                    .build());

    assertThat(answer.data()).hasSize(2);
    assertThat(answer.data().get(0).embedding()).containsExactly(1.5f, -2f);
    assertThat(answer.data().get(1).embedding()).containsExactly(0.25f, 0f);
    assertThat(answer.model()).isEqualTo("test/gemini-vectors");
  }

  @Test
  void theClientOfOpenAiUnderstandsARefusal() {
    assertThatThrownBy(
            () ->
                openAi()
                    .embeddings()
                    .create(
                        EmbeddingCreateParams.builder()
                            .model("local/minilm")
                            .input("a")
                            .dimensions(256)
                            .build()))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            refused -> assertThat(refused.param()).contains("dimensions"));
  }

  @Test
  void theClientOfOpenAiHasPicturesDrawn() {
    var params =
        ImageGenerateParams.builder()
            .model("local/image")
            .prompt("a cat")
            .n(2)
            .size(ImageGenerateParams.Size._256X256);

    var linked = openAi().images().generate(params.build());
    var inline =
        openAi()
            .images()
            .generate(params.responseFormat(ImageGenerateParams.ResponseFormat.B64_JSON).build());

    assertThat(linked.data().orElseThrow())
        .hasSize(2)
        .allSatisfy(image -> assertThat(image.url().orElseThrow()).startsWith("http"));
    assertThat(inline.data().orElseThrow())
        .hasSize(2)
        .allSatisfy(
            image ->
                assertThat(Base64.getDecoder().decode(image.b64Json().orElseThrow()))
                    .startsWith(0x89, 'P', 'N', 'G'));
  }

  @Test
  void theClientOfAnthropicCountsTokens() {
    var counted =
        AnthropicOkHttpClient.builder()
            .apiKey(key)
            .baseUrl("http://localhost:" + port)
            .maxRetries(0)
            .build()
            .messages()
            .countTokens(
                MessageCountTokensParams.builder()
                    .model("test/openai-chat")
                    .addUserMessage("hello world")
                    .build());

    assertThat(counted.inputTokens()).isBetween(2L, 20L);
  }

  @Test
  void theClientOfGoogleEmbedsAndCounts() {
    upstream.on(
        "POST /vectors/v1/embeddings",
        200,
        "{'data':[{'index':0,'embedding':[1]},{'index':1,'embedding':[2]}]}");
    try (var client =
        Client.builder()
            .apiKey(key)
            .httpOptions(HttpOptions.builder().baseUrl("http://localhost:" + port).build())
            .build()) {
      var embedded =
          client.models.embedContent(
              "test/vectors",
              List.of("a", "b"),
              EmbedContentConfig.builder().outputDimensionality(1).build());
      var counted = client.models.countTokens("test/openai-chat", "hello world", null);

      assertThat(embedded.embeddings().orElseThrow())
          .extracting(one -> one.values().orElseThrow())
          .containsExactly(List.of(1f), List.of(2f));
      assertThat(Calls.json(upstream.asked().getFirst().body().toString()))
          .isEqualTo(Calls.json("{'model':'ada','input':['a','b'],'dimensions':1}"));
      assertThat(counted.totalTokens().orElseThrow()).isBetween(2, 20);
    }
  }

  private OpenAIClient openAi() {
    return OpenAIOkHttpClient.builder()
        .apiKey(key)
        .baseUrl("http://localhost:%d/v1".formatted(port))
        .maxRetries(0)
        .build();
  }
}
