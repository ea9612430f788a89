package dev.millrace.provider.anthropic;

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

class AnthropicProviderTest extends ProviderContract {
  static final String CHAT = "{'messages':[{'role':'user','content':'hi'}]}";
  private static final String REPLY =
      "{'id':'msg_1','type':'message','role':'assistant','model':'claude-x','content':"
          + "[{'type':'text','text':'hello'}],'stop_reason':'end_turn',"
          + "'usage':{'input_tokens':20,'cache_read_input_tokens':80,'output_tokens':50}}";

  @Override
  protected Provider provider(UpstreamClient client) {
    return new AnthropicProvider(new Talk(client, workbench));
  }

  @Override
  protected Call call(String url, Duration timeout) {
    return callBy(
        "{'base_url':'%s','api_key':'%s','model':'claude-x'}".formatted(url, KEY), timeout);
  }

  static Call callBy(String settings, Duration timeout) {
    return Calls.call(Calls.route("anthropic", settings), Calls.json(CHAT), 1, timeout);
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
  void theUpstreamIsAskedAsAnthropicWantsIt() {
    upstream.on("POST /v1/messages", 200, REPLY);

    run(
        "{'base_url':'%s/','api_key':'%s','model':'claude-x','version':'2030-01-01',"
            + "'beta':['b-2','b-1'],'max_tokens':123,'extra':{'service_tier':'auto'}}");

    var asked = upstream.asked().getFirst();
    assertThat(asked.request().getHeader("x-api-key")).isEqualTo(KEY);
    assertThat(asked.request().getHeader("authorization")).isNull();
    assertThat(asked.request().getHeader("anthropic-version")).isEqualTo("2030-01-01");
    assertThat(asked.request().getHeader("anthropic-beta")).isEqualTo("b-1,b-2");
    assertThat(asked.json().getString("model")).isEqualTo("claude-x");
    assertThat(asked.json().getInteger("max_tokens")).isEqualTo(123);
    assertThat(asked.json().getString("service_tier")).isEqualTo("auto");
  }

  @Test
  void whatNobodySetIsAsAnthropicUsesIt() {
    upstream.on("POST /v1/messages", 200, REPLY);

    var ok = run("{'base_url':'%s','api_key':'%s','model':'claude-x'}");

    var asked = upstream.asked().getFirst();
    assertThat(asked.request().getHeader("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(asked.request().getHeader("anthropic-beta")).isNull();
    assertThat(ok.output().value().at("/choices/0/message/content").asText()).isEqualTo("hello");
    assertThat(ok.usage().inputTokens()).isEqualTo(20);
    assertThat(ok.usage().cachedInputTokens()).isEqualTo(80);
    assertThat(ok.usage().outputTokens()).isEqualTo(50);
  }

  @Test
  void badSettingsAreAllNamed() {
    var route =
        Calls.route("anthropic", "{'base_url':'ftp://x','max_tokens':0,'extra':1,'modle':'m'}");

    assertThat(provider(client(SOON)).problems(route))
        .isEqualTo(
            List.of(
                "settings.base_url must be an http or https URL without user and fragment, not"
                    + " 'ftp://x'",
                "settings.model is missing",
                "settings.max_tokens must be a number from 1 to 10000000",
                "settings.extra must be an object",
                "settings.modle is not a setting here; there are [api_key, base_url, beta, extra,"
                    + " max_tokens, model, version]"));
  }

  @Test
  void aModelIsAllThatHasToBeSet() {
    var route = Calls.route("anthropic", "{'model':'claude-x'}");
    var provider = provider(client(SOON));

    assertThat(provider.problems(route)).isEmpty();
    assertThat(provider.upstream(route)).contains(URI.create("https://api.anthropic.com"));
  }

  @Test
  void noSettingsAreShownWithTheirKey() {
    var settings = Calls.json("{'model':'claude-x','api_key':'%s'}".formatted(KEY));

    assertThat(AnthropicSettings.of(settings).toString()).doesNotContain(KEY);
    assertThat(AnthropicSettings.of(settings).wire().toString()).doesNotContain(KEY);
  }

  private Outcome.Succeeded run(String settings) {
    return (Outcome.Succeeded)
        provider(client(SOON))
            .run(callBy(settings.formatted(upstream.url(), KEY), SOON))
            .await()
            .atMost(SOON);
  }
}
