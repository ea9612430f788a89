package dev.millrace.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Provider;
import dev.millrace.provider.ProviderContract;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.talk.Talk;
import dev.millrace.request.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiProviderTest extends ProviderContract {
  static final String CHAT = "{'messages':[{'role':'user','content':'hi'}]}";
  private static final String REPLY =
      "{'candidates':[{'content':{'parts':[{'text':'hello'}],'role':'model'},"
          + "'finishReason':'STOP','index':0}],'usageMetadata':{'promptTokenCount':100,"
          + "'cachedContentTokenCount':80,'candidatesTokenCount':50,'totalTokenCount':150},"
          + "'modelVersion':'gemini-x-001'}";

  @Override
  protected Provider provider(UpstreamClient client) {
    return new GeminiProvider(client, workbench, new Talk(client, workbench));
  }

  @Override
  protected Call call(String url, Duration timeout) {
    return callBy(
        "{'base_url':'%s','api_key':'%s','model':'gemini-x'}".formatted(url, KEY), timeout);
  }

  static Call callBy(String settings, Duration timeout) {
    return Calls.call(Calls.route("gemini", settings), Calls.json(CHAT), 1, timeout);
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
  void theUpstreamIsAskedAsGeminiWantsIt() {
    upstream.on("POST /v1beta/models/gemini-x:generateContent", 200, REPLY);
    var settings =
        "{'base_url':'%s/','api_key':'%s','model':'gemini-x','extra':{'labels':{'a':'b'}}}"
            .formatted(upstream.url(), KEY);

    var ok =
        (Outcome.Succeeded) provider(client(SOON)).run(callBy(settings, SOON)).await().atMost(SOON);

    var asked = upstream.asked().getFirst();
    assertThat(asked.request().getHeader("x-goog-api-key")).isEqualTo(KEY);
    assertThat(asked.request().getHeader("authorization")).isNull();
    assertThat(asked.json().containsKey("model")).isFalse();
    assertThat(asked.json().containsKey("stream")).isFalse();
    assertThat(asked.json().getJsonObject("labels").getString("a")).isEqualTo("b");
    assertThat(ok.output().value().at("/choices/0/message/content").asText()).isEqualTo("hello");
    assertThat(ok.usage().inputTokens()).isEqualTo(20);
    assertThat(ok.usage().cachedInputTokens()).isEqualTo(80);
    assertThat(ok.usage().outputTokens()).isEqualTo(50);
  }

  @Test
  void badSettingsAreAllNamed() {
    var route = Calls.route("gemini", "{'model':'models/../x?key=','version':'v1'}");

    assertThat(provider(client(SOON)).problems(route))
        .isEqualTo(
            List.of(
                "settings.model must be a name of letters, digits, '.', '_' and '-'",
                "settings.version is not a setting here; there are [api_key, base_url, extra,"
                    + " model, operation]"));
  }

  @Test
  void aModelIsAllThatHasToBeSet() {
    var route = Calls.route("gemini", "{'model':'gemini-x'}");
    var provider = provider(client(SOON));

    assertThat(provider.problems(route)).isEmpty();
    assertThat(provider.upstream(route))
        .contains(URI.create("https://generativelanguage.googleapis.com"));
  }

  @Test
  void noSettingsAreShownWithTheirKey() {
    var settings = Calls.json("{'model':'gemini-x','api_key':'%s'}".formatted(KEY));

    assertThat(GeminiSettings.of(settings).toString()).doesNotContain(KEY);
    assertThat(GeminiSettings.of(settings).wire().toString()).doesNotContain(KEY);
  }
}
