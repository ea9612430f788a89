package dev.millrace.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.StreamBounds;
import dev.millrace.provider.http.UpstreamBounds;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.talk.Talk;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chats whose answers are handed out while they are made. */
class OpenAiStreamTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String STOP = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";

  private final FakeUpstream upstream = new FakeUpstream(VERTX);
  private final OpenAiProvider provider = provider();

  @AfterEach
  void close() {
    upstream.close();
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

    var output = provider.output(call(SOON), transcript, Usage.ofTokens(3, 2, SOON), "stop");

    assertThat(output.value().at("/choices/0/message/content").asText()).isEqualTo("Hi");
    assertThat(output.value().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(output.value().at("/usage/total_tokens").asInt()).isEqualTo(5);
  }

  @Test
  void nothingIsReadAheadOfTheReader() {
    upstream.onAnything(asked -> flood(begin(asked)));
    var reader = provider.stream(call(SOON)).subscribe().withSubscriber(AssertSubscriber.create(1));

    reader.awaitItems(1, SOON);
    var response = upstream.asked().getFirst().response();
    var before = new AtomicLong();
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(() -> before.getAndSet(response.bytesWritten()) == response.bytesWritten());

    // It would have met the bound of a reply by now, had anybody read on.
    assertThat(reader.getFailure()).isNull();
    assertThat(reader.getItems()).hasSize(1);
    reader.cancel();
    await().until(() -> upstream.open() == 0);
  }

  @Test
  void cancellingCutsTheConnection() throws Exception {
    upstream.onAnything(asked -> begin(asked).write(event(delta("x"))));
    var reader = read().awaitItems(1, SOON);

    reader.cancel();

    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void cancellingBeforeTheFirstByteCutsTheConnection() throws Exception {
    upstream.onAnything(asked -> {});
    var reader = read();
    upstream.awaitRequests(1);

    reader.cancel();

    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "400, PROVIDER_REJECTED",
    "401, PROVIDER_REFUSED_US",
    "429, PROVIDER_BUSY",
    "500, PROVIDER_BROKEN",
    "200, PROVIDER_BROKEN"
  })
  void aReplyThatIsNoStreamHasItsFault(int status, FaultCode code) {
    upstream.onAnything(asked -> asked.answer(status, "{}"));

    assertThat(faultOf(read())).isEqualTo(code);
  }

  @Test
  void anEndInTheMiddleIsABrokenProvider() {
    answer(delta("x"));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void aConnectionThatBreaksIsAnUnreachableProvider() {
    upstream.onAnything(
        asked ->
            begin(asked)
                .write(event(delta("x")))
                .onSuccess(sent -> asked.request().connection().close()));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_UNREACHABLE);
  }

  @Test
  void anEventWithoutEndIsABrokenProviderAndIsCut() throws Exception {
    upstream.onAnything(asked -> begin(asked).write("data: " + "x".repeat(5000)));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_BROKEN);
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void aProviderThatFallsSilentIsCut() throws Exception {
    upstream.onAnything(asked -> begin(asked).write(event(delta("x"))));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_TIMED_OUT);
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void aServerThatDoesNotHangUpAfterItsLastWordIsNotWaitedFor() throws Exception {
    upstream.onAnything(
        asked -> {
          begin(asked).write(event(STOP));
          asked.response().write(event("[DONE]"));
        });

    assertThat(read().awaitCompletion(SOON).getItems()).containsExactly(new Piece.Ended("stop"));
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void aStreamThatTakesLongerThanItsAttemptIsCut() {
    upstream.onAnything(asked -> {});
    var reader =
        provider.stream(call(Duration.ofMillis(200)))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

    assertThat(faultOf(reader)).isEqualTo(FaultCode.PROVIDER_TIMED_OUT);
  }

  @Test
  void onlyOneAnswerCanBeStreamed() {
    assertThat(provider.streams(call(SOON))).isTrue();
    assertThat(provider.streams(call(SOON, "chat", "{'n': 2}"))).isFalse();
    assertThat(provider.streams(call(SOON, "embeddings", "{}"))).isFalse();
  }

  private AssertSubscriber<Piece> read() {
    return provider.stream(call(SOON))
        .subscribe()
        .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }

  private static FaultCode faultOf(AssertSubscriber<Piece> reader) {
    var failure = reader.awaitFailure(SOON).getFailure();
    assertThat(failure).isInstanceOf(FaultException.class);
    return ((FaultException) failure).fault().code();
  }

  private void answer(String... events) {
    upstream.onAnything(
        asked -> {
          var whole = Buffer.buffer();
          List.of(events).forEach(one -> whole.appendBuffer(event(one)));
          begin(asked).end(whole);
        });
  }

  private static HttpServerResponse begin(FakeUpstream.Asked asked) {
    return asked.response().setChunked(true).putHeader("content-type", "text/event-stream");
  }

  private static void flood(HttpServerResponse response) {
    while (!response.closed() && !response.writeQueueFull()) {
      response.write(event(delta("x".repeat(900))));
    }
    if (!response.closed()) {
      response.drainHandler(room -> flood(response));
    }
  }

  private static String delta(String text) {
    return "{'choices':[{'index':0,'delta':{'content':'%s'}}]}".formatted(text);
  }

  private static Buffer event(String json) {
    return Buffer.buffer("data: " + json.replace('\'', '"') + "\n\n");
  }

  private Call call(Duration timeout) {
    return call(timeout, "chat", "{'messages':[]}");
  }

  private Call call(Duration timeout, String operation, String input) {
    var settings =
        "{'base_url':'%s/v1','model':'m','operation':'%s'}".formatted(upstream.url(), operation);
    return Calls.call(Calls.route("openai", settings), Calls.json(input), 1, timeout);
  }

  private static OpenAiProvider provider() {
    var workbench = new Workbench(VERTX);
    var bounds =
        new UpstreamBounds(
            Duration.ofSeconds(5), SOON, Duration.ofSeconds(30), 4, 1, 16, 40_000_000);
    var client =
        new UpstreamClient(
            VERTX,
            workbench,
            bounds,
            new StreamBounds(Duration.ofMillis(500), 2000),
            new HttpClientOptions());
    return new OpenAiProvider(client, workbench, new Talk(client, workbench));
  }
}
