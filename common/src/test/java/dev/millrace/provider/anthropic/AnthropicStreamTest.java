package dev.millrace.provider.anthropic;

import dev.millrace.provider.Call;
import dev.millrace.provider.Streaming;
import dev.millrace.provider.StreamingContract;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.talk.Talk;
import java.time.Duration;

class AnthropicStreamTest extends StreamingContract {
  @Override
  protected Streaming provider(UpstreamClient client, Workbench workbench) {
    return new AnthropicProvider(new Talk(client, workbench));
  }

  @Override
  protected Call call(String url, Duration timeout) {
    return AnthropicProviderTest.callBy(
        "{'base_url':'%s','model':'claude-x'}".formatted(url), timeout);
  }

  @Override
  protected String begin() {
    return event(
            "message_start",
            "'message':{'id':'msg_1','type':'message','role':'assistant','model':'claude-x',"
                + "'content':[],'usage':{'input_tokens':3,'output_tokens':1}}")
        + event("content_block_start", "'index':0,'content_block':{'type':'text','text':''}");
  }

  @Override
  protected String words(String text) {
    return event(
        "content_block_delta", "'index':0,'delta':{'type':'text_delta','text':'" + text + "'}");
  }

  @Override
  protected String end() {
    return event("content_block_stop", "'index':0")
        + event(
            "message_delta",
            "'delta':{'stop_reason':'end_turn','stop_sequence':null},'usage':{'output_tokens':2}")
        + event("message_stop", "'x':1");
  }

  @Override
  protected String failure() {
    return event("error", "'error':{'type':'overloaded_error','message':'Overloaded'}");
  }

  private static String event(String name, String fields) {
    return "event: %1$s\ndata: {'type':'%1$s',%2$s}\n\n".formatted(name, fields);
  }
}
