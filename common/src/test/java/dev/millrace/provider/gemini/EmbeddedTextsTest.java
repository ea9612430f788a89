package dev.millrace.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.FaultCode;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Provider;
import dev.millrace.provider.ProviderContract;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.talk.Talk;
import dev.millrace.request.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedTextsTest extends ProviderContract {
  private static final String LINE = "POST /v1beta/models/embedder:batchEmbedContents";

  @Override
  protected Provider provider(UpstreamClient client) {
    return new GeminiProvider(client, workbench, new Talk(client, workbench));
  }

  @Override
  protected Call call(String url, Duration timeout) {
    return call(url, "", "{'input': ['hello world', 'b']}", timeout);
  }

  private static Call call(String url, String more, String input, Duration timeout) {
    var settings =
        "{'base_url':'%s','api_key':'%s','operation':'embeddings','model':'embedder'%s}"
            .formatted(url, KEY, more);
    return Calls.call(Calls.route("gemini", settings), Calls.json(input), 1, timeout);
  }

  @Override
  protected void takeAndHang(FakeUpstream upstream) {
    upstream.onAnything(asked -> {});
  }

  @Override
  protected int requestsBeforeHanging() {
    return 1;
  }

  @Test
  void textsBecomeABatchAndItsAnswerTheModelsOwn() {
    upstream.on(
        LINE,
        200,
        "{'embeddings':[{'values':[0.1]},{'values':[0.2]}],'usageMetadata':{'promptTokenCount':9}}");

    var outcome = run("{'input': ['a', 'b'], 'dimensions': 1}");

    assertThat(outcome.output().value()).isEqualTo(Calls.json("{'embeddings':[[0.1],[0.2]]}"));
    assertThat(outcome.usage().inputTokens()).isEqualTo(9);
    assertThat(outcome.usage().outputs()).isEqualTo(2);
    var asked = upstream.asked().getFirst();
    assertThat(asked.request().getHeader("x-goog-api-key")).isEqualTo(KEY);
    assertThat(Calls.json(asked.body().toString()).at("/requests/1"))
        .isEqualTo(
            Calls.json(
                "{'model':'models/embedder','content':{'parts':[{'text':'b'}]},'outputDimensionality':1}"));
  }

  @Test
  void tokensAreCountedWhereTheUpstreamDoesNotSay() {
    upstream.on(LINE, 200, "{'embeddings':[{'values':[0.1]},{'values':[0.2]}]}");

    assertThat(run("{'input': ['hello world', 'hello world']}").usage().inputTokens()).isEqualTo(4);
  }

  @Test
  void whatTheRouteSaysGoesAlong() {
    upstream.on(LINE, 200, "{'embeddings':[{'values':[0.1]}]}");

    provider(client(SOON))
        .run(call(upstream.url(), ",'extra':{'labels':{'a':'b'}}", "{'input':'a'}", SOON))
        .await()
        .atMost(SOON);

    assertThat(Calls.json(upstream.asked().getFirst().body().toString()).at("/labels/a").asText())
        .isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'embeddings':[{'values':[0.1]}]}",
        "{'embeddings':[{'values':[0.1]},{'values':null}]}",
        "{'embedding':{'values':[0.1]}}",
        "{'error':{'code':500}}",
      })
  void anAnswerThatDoesNotFitTheQuestionIsABrokenProvider(String reply) {
    upstream.onAnything(asked -> asked.answer(200, reply));

    var outcome = (Outcome.Failed) run(SOON, upstream.url());

    assertThat(outcome.fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void anEmbeddingModelHoldsNoConversations() {
    var provider = new GeminiProvider(client(SOON), workbench, new Talk(client(SOON), workbench));

    assertThat(provider.streams(call(upstream.url(), SOON))).isFalse();
    assertThat(provider.counts(call(upstream.url(), SOON))).isFalse();
  }

  private Outcome.Succeeded run(String input) {
    return (Outcome.Succeeded)
        provider(client(SOON)).run(call(upstream.url(), "", input, SOON)).await().atMost(SOON);
  }
}
