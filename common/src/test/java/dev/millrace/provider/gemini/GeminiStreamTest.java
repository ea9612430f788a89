package dev.millrace.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.provider.Call;
import dev.millrace.provider.Streaming;
import dev.millrace.provider.StreamingContract;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.talk.Talk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GeminiStreamTest extends StreamingContract {
  @Override
  protected Streaming provider(UpstreamClient client, Workbench workbench) {
    return new GeminiProvider(client, workbench, new Talk(client, workbench));
  }

  @Override
  protected Call call(String url, Duration timeout) {
    return GeminiProviderTest.callBy(
        "{'base_url':'%s','model':'gemini-x'}".formatted(url), timeout);
  }

  @Override
  protected String begin() {
    return "";
  }

  @Override
  protected String words(String text) {
    return event(
        "'candidates':[{'content':{'parts':[{'text':'%s'}],'role':'model'},'index':0}]"
            .formatted(text));
  }

  @Override
  protected String end() {
    return event(
        "'candidates':[{'content':{'parts':[],'role':'model'},'finishReason':'STOP','index':0}],"
            + "'usageMetadata':{'promptTokenCount':3,'candidatesTokenCount':2}");
  }

  @Override
  protected String failure() {
    return event("'error':{'code':503,'message':'overloaded','status':'UNAVAILABLE'}");
  }

  @Test
  void aStreamIsAskedForByThePath() {
    upstream.onAnything(asked -> stream(asked).end(events(words("x"), end())));

    read().awaitCompletion(SOON);

    assertThat(upstream.lines())
        .containsExactly("POST /v1beta/models/gemini-x:streamGenerateContent?alt=sse");
  }

  private static String event(String fields) {
    return "data: {" + fields + ",'modelVersion':'gemini-x'}\n\n";
  }
}
