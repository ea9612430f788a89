package dev.millrace.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Streaming;
import dev.millrace.provider.StreamingContract;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.talk.Talk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A route to the Responses, whose input is a chat. */
class OpenAiResponsesTest extends StreamingContract {
  @Override
  protected Streaming provider(UpstreamClient client, Workbench workbench) {
    return new OpenAiProvider(client, workbench, new Talk(client, workbench));
  }

  @Override
  protected Call call(String url, Duration timeout) {
    var settings = "{'base_url':'%s/v1','model':'m','operation':'responses'}".formatted(url);
    var input = "{'messages':[{'role':'user','content':'hi'}]}";
    return Calls.call(Calls.route("openai", settings), Calls.json(input), 1, timeout);
  }

  @Override
  protected String begin() {
    return event("response.created", "'response':" + response("in_progress", ""))
        + event(
            "response.output_item.added",
            "'output_index':0,'item':{'id':'msg_1','type':'message','status':'in_progress',"
                + "'role':'assistant','content':[]}");
  }

  @Override
  protected String words(String text) {
    return event(
        "response.output_text.delta",
        "'item_id':'msg_1','output_index':0,'content_index':0,'delta':'" + text + "'");
  }

  @Override
  protected String end() {
    return event(
        "response.completed",
        "'response':"
            + response(
                "completed", ",'usage':{'input_tokens':3,'output_tokens':2,'total_tokens':5}"));
  }

  @Override
  protected String failure() {
    return event("error", "'code':'server_error','message':'no','param':null");
  }

  @Test
  void thePathIsThatOfTheResponses() {
    upstream.onAnything(asked -> stream(asked).end(events(begin(), words("x"), end())));

    read().awaitCompletion(SOON);

    assertThat(upstream.lines()).containsExactly("POST /v1/responses");
  }

  private static String response(String status, String more) {
    return "{'id':'resp_1','object':'response','status':'%s','model':'m','output':[]%s}"
        .formatted(status, more);
  }

  private static String event(String name, String fields) {
    return "event: %1$s\ndata: {'type':'%1$s',%2$s}\n\n".formatted(name, fields);
  }
}
