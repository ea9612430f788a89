package dev.millrace.provider.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Counting;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.anthropic.AnthropicProvider;
import dev.millrace.provider.gemini.GeminiProvider;
import dev.millrace.provider.http.UpstreamBounds;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.openai.OpenAiProvider;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountingTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Workbench workbench = new Workbench(VERTX);
  private final UpstreamClient client =
      new UpstreamClient(
          VERTX,
          workbench,
          new UpstreamBounds(SOON, SOON, SOON, 4, 1, 16, 100_000),
          new HttpClientOptions());
  private final Talk talk = new Talk(client, workbench);
  private FakeUpstream upstream;

  @BeforeEach
  void open() {
    upstream = new FakeUpstream(VERTX);
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void anthropicIsAskedUnderItsOwnNameOfTheModelAndNothingElseChanges() {
    upstream.on("POST /v1/messages/count_tokens", 200, "{'input_tokens': 12}");
    var call =
        call(Dialects.ANTHROPIC, "", "{'model':'mine','messages':[1],'system':'s','tools':[2]}");

    assertThat(count(new AnthropicProvider(talk), call))
        .isEqualTo(Calls.json("{'input_tokens': 12}"));
    assertThat(Calls.json(upstream.asked().getFirst().body().toString()))
        .isEqualTo(Calls.json("{'model':'theirs','messages':[1],'system':'s','tools':[2]}"));
  }

  @Test
  void geminiIsAskedForTheModelOfThePath() {
    upstream.on("POST /v1beta/models/theirs:countTokens", 200, "{'totalTokens': 12}");
    var provider = new GeminiProvider(client, workbench, talk);

    assertThat(count(provider, call(Dialects.GEMINI, "", "{'contents':[1]}")))
        .isEqualTo(Calls.json("{'totalTokens': 12}"));
    count(
        provider,
        call(Dialects.GEMINI, "", "{'generateContentRequest':{'model':'m','contents':[1]}}"));
    assertThat(Calls.json(upstream.asked().getLast().body().toString()))
        .isEqualTo(
            Calls.json("{'generateContentRequest':{'model':'models/theirs','contents':[1]}}"));
  }

  @Test
  void openAiCountsForResponsesOnly() {
    upstream.on("POST /responses/input_tokens", 200, "{'input_tokens': 12}");
    var provider = new OpenAiProvider(client, workbench, talk);

    assertThat(
            count(provider, call(Dialects.RESPONSES, ",'operation':'responses'", "{'input':'a'}")))
        .isEqualTo(Calls.json("{'input_tokens': 12}"));
    assertThat(provider.counts(call(Dialects.CHAT, ",'operation':'chat'", "{'messages':[]}")))
        .isFalse();
  }

  @Test
  void whatIsSaidInAnotherProtocolCannotBeCounted() {
    var call = call(Dialects.GEMINI, "", "{'contents':[1]}");

    assertThat(new AnthropicProvider(talk).counts(call)).isFalse();
    assertThat(new AnthropicProvider(talk).counts(Calls.call(call.route(), call.input(), 1, SOON)))
        .isFalse();
  }

  @Test
  void aRefusalIsAFault() {
    upstream.onAnything(asked -> asked.answer(429, "{}"));

    assertThatThrownBy(
            () ->
                count(
                    new AnthropicProvider(talk), call(Dialects.ANTHROPIC, "", "{'messages':[1]}")))
        .isInstanceOf(FaultException.class);
  }

  private static Object count(Counting provider, Call call) {
    assertThat(provider.counts(call)).isTrue();
    return provider.count(call).await().atMost(SOON);
  }

  private Call call(Dialect dialect, String more, String body) {
    var json = (ObjectNode) Calls.json(body);
    var route =
        Calls.route(
            dialect.word(),
            "{'base_url':'%s','model':'theirs','extra':{'top_k':1}%s}"
                .formatted(upstream.url(), more));
    var call = Calls.call(route, json, 1, SOON);
    return new Call(
        call.request(),
        call.model(),
        route,
        call.attempt(),
        json,
        Optional.of(new Utterance(dialect, json, Optional.empty(), "mine", false)));
  }
}
