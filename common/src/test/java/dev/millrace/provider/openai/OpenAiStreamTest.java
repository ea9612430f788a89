package dev.millrace.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Streaming;
import dev.millrace.provider.StreamingContract;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.talk.Talk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Chats whose answers are handed out while they are made. */
class OpenAiStreamTest extends StreamingContract {
  private static final String STOP = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";

  @Override
  protected Streaming provider(UpstreamClient client, Workbench workbench) {
    return new OpenAiProvider(client, workbench, new Talk(client, workbench));
  }

  @Override
  protected Call call(String url, Duration timeout) {
    return call(url, timeout, "chat", "{'messages':[]}");
  }

  @Override
  protected String begin() {
    return event("{'choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}");
  }

  @Override
  protected String words(String text) {
    return event("{'choices':[{'index':0,'delta':{'content':'%s'}}]}".formatted(text));
  }

  @Override
  protected String end() {
    return event(STOP) + event("[DONE]");
  }

  @Override
  protected String failure() {
    return event("{'error':{'message':'no','code':500}}");
  }

  @Test
  void wordsThoughtsToolsAndUsageBecomePieces() {
    answer(
        "{'choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}",
        "{'choices':[{'index':0,'delta':{'reasoning_content':'hm'}}]}",
        "{'choices':[{'index':0,'delta':{'content':'Hi'}},{'index':1,'delta':{'content':'no'}}]}",
        "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c','function':{'name':'f','arguments':'{'}}]}}]}",
        "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}}]}",
        "{'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}",
        "{'choices':[],'usage':{'prompt_tokens':100,'completion_tokens':50,'total_tokens':150,"
            + "'prompt_tokens_details':{'cached_tokens':80},'completion_tokens_details':{'reasoning_tokens':30}}}",
        "[DONE]");

    var pieces = read().awaitCompletion(SOON).getItems();

    var used = (Piece.Used) pieces.get(4);
    assertThat(used.usage())
        .isEqualTo(new Usage(20, 80, 0, 20, 30, 1, List.of(), used.usage().providerTime()));
    assertThat(pieces)
        .containsExactly(
            new Piece.Text(Piece.Kind.REASONING, "hm"),
            new Piece.Text(Piece.Kind.CONTENT, "Hi"),
            new Piece.ToolCall(0, Optional.of("c"), Optional.of("f"), "{"),
            new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "}"),
            used,
            new Piece.Ended("tool_calls"));
    assertThat(Calls.json(upstream.asked().getFirst().body().toString()))
        .isEqualTo(
            Calls.json(
                "{'messages':[],'model':'m','stream':true,'stream_options':{'include_usage':true}}"));
  }

  @Test
  void theWholeIsWrittenAsItWouldHaveComeInOnePiece() {
    var transcript = new Transcript();
    transcript.add(new Piece.Text(Piece.Kind.CONTENT, "H"));
    transcript.add(new Piece.Text(Piece.Kind.CONTENT, "i"));

    var output =
        provider.output(call(upstream.url(), SOON), transcript, Usage.ofTokens(3, 2, SOON), "stop");

    assertThat(output.value().at("/choices/0/message/content").asText()).isEqualTo("Hi");
    assertThat(output.value().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(output.value().at("/usage/total_tokens").asInt()).isEqualTo(5);
  }

  @Test
  void aServerThatDoesNotHangUpAfterItsLastWordIsNotWaitedFor() throws Exception {
    upstream.onAnything(asked -> stream(asked).write(events(event(STOP), event("[DONE]"))));

    assertThat(read().awaitCompletion(SOON).getItems()).containsExactly(new Piece.Ended("stop"));
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void onlyOneAnswerCanBeStreamed() {
    assertThat(provider.streams(call(upstream.url(), SOON))).isTrue();
    assertThat(provider.streams(call(upstream.url(), SOON, "chat", "{'n': 2}"))).isFalse();
    assertThat(provider.streams(call(upstream.url(), SOON, "embeddings", "{}"))).isFalse();
  }

  private void answer(String... data) {
    upstream.onAnything(
        asked ->
            stream(asked)
                .end(events(Stream.of(data).map(OpenAiStreamTest::event).toArray(String[]::new))));
  }

  private static String event(String json) {
    return "data: " + json + "\n\n";
  }

  private static Call call(String url, Duration timeout, String operation, String input) {
    var settings = "{'base_url':'%s/v1','model':'m','operation':'%s'}".formatted(url, operation);
    return Calls.call(Calls.route("openai", settings), Calls.json(input), 1, timeout);
  }
}
