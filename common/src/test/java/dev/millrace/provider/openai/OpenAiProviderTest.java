package dev.millrace.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.FaultCode;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Provider;
import dev.millrace.provider.ProviderContract;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.talk.Talk;
import dev.millrace.request.Outcome;
import dev.millrace.request.ProducedFile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiProviderTest extends ProviderContract {
  private static final String PNG_START =
      Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
  private static final String CHAT_REPLY =
      "{'choices':[{'message':{'role':'assistant','content':'hi'},'finish_reason':'stop'}],"
          + "'usage':{'prompt_tokens':100,'completion_tokens':50,'total_tokens':150,"
          + "'prompt_tokens_details':{'cached_tokens':80},"
          + "'completion_tokens_details':{'reasoning_tokens':30}}}";

  @Override
  protected Provider provider(UpstreamClient client) {
    return new OpenAiProvider(client, workbench, new Talk(client, workbench));
  }

  @Override
  protected Call call(String url, Duration timeout) {
    return call(url, "'operation':'chat'", "{'messages':[]}", timeout);
  }

  private static Call call(String url, String more, String input, Duration timeout) {
    var settings =
        "{'base_url':'%s/v1','api_key':'%s','model':'their-name',%s}".formatted(url, KEY, more);
    return Calls.call(Calls.route("openai", settings), Calls.json(input), 1, timeout);
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
  void chatIsPassedOnUnderTheUpstreamsNameAndNeverStreamed() {
    upstream.on("POST /v1/chat/completions", 200, CHAT_REPLY);

    run(
        "'operation':'chat','organization':'org-1','extra':{'top_k':5,'temperature':0}",
        "{'model':'ours','messages':[1],'temperature':2,'stream':true,"
            + "'stream_options':{'include_usage':true}}");

    var asked = upstream.asked().getFirst();
    assertThat(Calls.json(asked.body().toString()))
        .isEqualTo(
            Calls.json(
                "{'model':'their-name','messages':[1],'temperature':0,'stream':false,'top_k':5}"));
    assertThat(asked.request().getHeader("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(asked.request().getHeader("OpenAI-Organization")).isEqualTo("org-1");
  }

  @Test
  void theOutputIsTheUpstreamsReplyAsItIs() {
    upstream.on("POST /v1/chat/completions", 200, CHAT_REPLY);

    assertThat(run("'operation':'chat'", "{}").output().value()).isEqualTo(Calls.json(CHAT_REPLY));
  }

  @Test
  void eachTokenIsCountedInOneClassOnly() {
    upstream.on("POST /v1/chat/completions", 200, CHAT_REPLY);

    var usage = run("'operation':'chat'", "{}").usage();

    assertThat(usage).isEqualTo(new Usage(20, 80, 0, 20, 30, 1, List.of(), usage.providerTime()));
  }

  @Test
  void reasoningThatTheUpstreamCountsApartIsNotTakenOffTwice() {
    var reply = CHAT_REPLY.replace("'total_tokens':150", "'total_tokens':180");
    upstream.on("POST /v1/chat/completions", 200, reply);

    var usage = run("'operation':'chat'", "{}").usage();

    assertThat(usage.outputTokens()).isEqualTo(50);
    assertThat(usage.reasoningTokens()).isEqualTo(30);
  }

  @Test
  void aServerWithoutKeyGetsNone() {
    upstream.on("POST /v1/chat/completions", 200, CHAT_REPLY);
    var settings =
        "{'base_url':'%s/v1/','api_key':'','model':'llama3','operation':'chat'}"
            .formatted(upstream.url());
    var call = Calls.call(Calls.route("openai", settings), Calls.json("{}"), 1, SOON);

    provider(client(SOON)).run(call).await().atMost(SOON);

    assertThat(upstream.asked().getFirst().request().getHeader("Authorization")).isNull();
    assertThat(upstream.lines()).containsExactly("POST /v1/chat/completions");
  }

  @Test
  void embeddingsAreCountedOneByOne() {
    upstream.on(
        "POST /v1/embeddings",
        200,
        "{'data':[{'embedding':[0.5]},{'embedding':[1]}],"
            + "'usage':{'prompt_tokens':9,'total_tokens':9}}");

    var usage = run("'operation':'embeddings'", "{'input':['a','b']}").usage();

    assertThat(usage.outputs()).isEqualTo(2);
    assertThat(usage.inputTokens()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'a'|1",
        "['a','b']|2",
        "[1,2,3]|1",
        "[[1,2],[3]]|2",
      })
  void anEmbeddingIsWantedForEachInput(String input, int wanted) {
    for (int given = 0; given <= 3; given++) {
      upstream.on(
          "POST /v1/embeddings",
          200,
          "{'data':[%s]}"
              .formatted(String.join(",", Collections.nCopies(given, "{'embedding':[1]}"))));

      var outcome =
          provider(client(SOON))
              .run(
                  call(
                      upstream.url(),
                      "'operation':'embeddings'",
                      "{'input':%s}".formatted(input),
                      SOON))
              .await()
              .atMost(SOON);

      assertThat(outcome instanceof Outcome.Succeeded).isEqualTo(given == wanted);
    }
  }

  @Test
  void imagesInTheReplyBecomeFilesAndLinksStay() {
    upstream.on(
        "POST /v1/images/generations",
        200,
        "{'created':1,'data':[{'b64_json':'%s'},{'url':'https://example.org/x.png'}]}"
            .formatted(PNG_START));

    var outcome = run("'operation':'images'", "{'prompt':'a mill','size':'256x512'}");

    assertThat(outcome.output().value())
        .isEqualTo(
            Calls.json(
                "{'created':1,'data':[{'url':'produced:0','content_type':'image/png'},"
                    + "{'url':'https://example.org/x.png'}]}"));
    assertThat(outcome.output().files())
        .extracting(ProducedFile::name)
        .containsExactly("image-0.png");
    assertThat(outcome.usage().outputs()).isEqualTo(2);
    assertThat(outcome.usage().media()).isEmpty();
  }

  @Test
  void anImageThatIsNoBase64IsABrokenProvider() {
    upstream.on("POST /v1/images/generations", 200, "{'data':[{'b64_json':'%%%'}]}");

    var outcome =
        provider(client(SOON))
            .run(call(upstream.url(), "'operation':'images'", "{}", SOON))
            .await()
            .atMost(SOON);

    assertThat(((Outcome.Failed) outcome).fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void anErrorUnderStatus200IsABrokenProvider() {
    upstream.onAnything(asked -> asked.answer(200, "{'error':{'message':'no'}}"));

    var outcome = run(SOON, upstream.url());

    assertThat(((Outcome.Failed) outcome).fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void moreCallsThanConnectionsAndPlacesInLineAreDeferredNotFailed() {
    upstream.onAnything(asked -> {});
    var provider = provider(client(SOON));
    var calls =
        IntStream.range(0, 2 * (4 + 16))
            .mapToObj(i -> provider.run(call(upstream.url(), SOON)))
            .toList();

    var firstToEnd = Uni.combine().any().of(calls).await().atMost(SOON);

    assertThat(firstToEnd).isInstanceOf(Outcome.Deferred.class);
  }

  @Test
  void badSettingsAreAllNamed() {
    var route =
        Calls.route("openai", "{'base_url':'ftp://x','operation':'sing','modle':'m','extra':1}");

    assertThat(provider(client(SOON)).problems(route))
        .isEqualTo(
            List.of(
                "settings.base_url must be an http or https URL without user and fragment, not"
                    + " 'ftp://x'",
                "settings.operation must be one of [chat, responses, embeddings, images]",
                "settings.model is missing",
                "settings.extra must be an object",
                "settings.modle is not a setting here; there are [api_key, base_url, extra, model,"
                    + " operation, organization]"));
  }

  @Test
  void goodSettingsHaveNoProblems() {
    assertThat(provider(client(SOON)).problems(call("http://localhost:11434", SOON).route()))
        .isEmpty();
  }

  private Outcome.Succeeded run(String settings, String input) {
    return (Outcome.Succeeded)
        provider(client(SOON))
            .run(call(upstream.url(), settings, input, SOON))
            .await()
            .atMost(SOON);
  }
}
