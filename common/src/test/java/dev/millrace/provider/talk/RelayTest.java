package dev.millrace.provider.talk;

import static dev.millrace.Json.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.FilesAs;
import dev.millrace.model.Route;
import dev.millrace.provider.Call;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same dialect on both sides: nothing changes but the model's name. */
class RelayTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final FakeUpstream upstream = new FakeUpstream(VERTX);

  @AfterEach
  void close() {
    upstream.close();
  }

  /**
   * What passes through.
   *
   * @param asked by the caller, with spaces and fields that no writer of ours would write; {@code
   *     NAME} stands for the model's
   * @param reply of the upstream
   * @param frames of the upstream
   */
  record Passing(Dialect dialect, String asked, String reply, List<Frame> frames) {
    @Override
    public String toString() {
      return dialect.word();
    }
  }

  static Stream<Passing> dialects() {
    return Stream.of(
        new Passing(
            Dialects.CHAT,
            "{ \"stream\" :FLAG,\"new_field\":[1.50, 2e3], \"model\"\t: \"NAME\""
                + " ,\"stream_options\":{\"include_usage\":true},"
                + " \"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9 say"
                + " \\\"model\\\":\\\"x\\\" ☃\"}] }",
            "{ \"id\":\"c-1\" , \"new\":{\"x\":1.50,\"model\":\"stays\"},\"model\" : \"NAME\",\n"
                + "\"choices\":[ {\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi"
                + " \\u2603\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}",
            List.of(
                Frame.of(
                    "{ \"id\":\"c-1\", \"model\":\"NAME\""
                        + " ,\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hi"
                        + " \\u2603\"}}]}"),
                Frame.of(
                    "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"x\":1.0}"),
                Frame.of(
                    "{\"model\":\"NAME\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}"),
                Frame.of("[DONE]"))),
        new Passing(
            Dialects.RESPONSES,
            "{\"input\" : \"say ☃\",\"new_field\":[1.50],\"stream\":FLAG,"
                + " \"model\":\"NAME\",\"store\" :false}",
            "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"new\":1.0,"
                + " \"model\""
                + " :\"NAME\",\"output\":[{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi"
                + " \\u2603\",\"annotations\":[]}]}],\"usage\":{\"input_tokens\":3,\"output_tokens\":2,\"total_tokens\":5}}",
            List.of(
                new Frame(
                    "response.created",
                    "{\"type\":\"response.created\",\"sequence_number\":0,"
                        + " \"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"in_progress\",\"model\""
                        + " :\"NAME\",\"output\":[]}}"),
                new Frame(
                    "response.output_text.delta",
                    "{\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"Hi"
                        + " \\u2603\", \"new\":1.0}"),
                new Frame("response.unheard_of", "{\"type\":\"response.unheard_of\" }"),
                new Frame(
                    "response.completed",
                    "{\"type\":\"response.completed\",\"sequence_number\":2,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"model\":\"NAME\",\"output\":[{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi"
                        + " \\u2603\",\"annotations\":[]}]}],\"usage\":{\"input_tokens\":3,\"output_tokens\":2,\"total_tokens\":5}}}"))),
        new Passing(
            Dialects.ANTHROPIC,
            "{\"max_tokens\" :  9, \"model\":\"NAME\", \"new_field\":1.50,\"stream\" :"
                + " FLAG,\"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9 ☃\"}]}",
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\""
                + " ,\"model\":\"NAME\",\"new\":1.0,\"content\":[{\"type\":\"text\",\"text\":\"Hi"
                + " \\u2603\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}",
            List.of(
                new Frame(
                    "message_start",
                    "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                        + " \"model\""
                        + " :\"NAME\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}"),
                new Frame("ping", "{\"type\": \"ping\"}"),
                new Frame(
                    "content_block_start",
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"),
                new Frame(
                    "content_block_delta",
                    "{\"type\":\"content_block_delta\",\"index\":0,"
                        + " \"delta\":{\"type\":\"text_delta\",\"text\":\"Hi \\u2603\"}}"),
                new Frame("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
                new Frame(
                    "message_delta",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}}"),
                new Frame("message_stop", "{\"type\":\"message_stop\"}"))),
        new Passing(
            Dialects.GEMINI,
            "{\"contents\":[ {\"role\":\"user\",\"parts\":[{\"text\":\"\\u00e9"
                + " ☃\"}]}],\"newField\":1.50}",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi"
                + " \\u2603\"}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],"
                + " \"new\":1.0,\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2,\"totalTokenCount\":5},\"modelVersion\""
                + " :\"NAME\"}",
            List.of(
                Frame.of(
                    "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hi"
                        + " \\u2603\"}],\"role\": \"model\"},\"index\": 0}],\"modelVersion\":"
                        + " \"NAME\"}"),
                Frame.of(
                    "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"\"}],\"role\":"
                        + " \"model\"},\"finishReason\": \"STOP\",\"index\": 0}],\"usageMetadata\":"
                        + " {\"promptTokenCount\": 3,\"candidatesTokenCount\":"
                        + " 2,\"totalTokenCount\": 5}, \"modelVersion\": \"NAME\"}"))));
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void anAnswerInOnePiecePassesByteForByte(Passing passing) {
    upstream.on("POST /whole", 200, theirs(passing.reply()));

    var ok = succeeded(run(passing, call(passing, false, "{}")));

    assertThat(ok.output().spoken()).contains(ours(passing.reply()));
    assertThat(upstream.asked().getFirst().body().toString())
        .isEqualTo(theirs(flagged(passing, false)));
    assertThat(ok.usage().inputTokens()).isEqualTo(3);
    assertThat(ok.usage().outputTokens()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void framesPassByteForByteAndAreReadToo(Passing passing) {
    answer(passing);

    var pieces = read(passing, call(passing, true, "{}"));

    assertThat(frames(pieces))
        .isEqualTo(
            passing.frames().stream()
                .map(frame -> new Frame(frame.event(), ours(frame.data())))
                .toList());
    assertThat(upstream.asked().getFirst().body().toString())
        .isEqualTo(theirs(flagged(passing, true)));
    assertThat(pieces)
        .filteredOn(piece -> !(piece instanceof Piece.Verbatim || piece instanceof Piece.Used))
        .containsExactly(new Piece.Text(Piece.Kind.CONTENT, "Hi ☃"), new Piece.Ended("stop"));
    assertThat(pieces)
        .filteredOn(piece -> piece instanceof Piece.Used)
        .last()
        .satisfies(
            used -> {
              assertThat(((Piece.Used) used).usage().inputTokens()).isEqualTo(3);
              assertThat(((Piece.Used) used).usage().outputTokens()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void fieldsOfTheRouteGoOverTheBodyWithoutRebuildingIt(Passing passing) {
    upstream.on("POST /whole", 200, theirs(passing.reply()));

    run(passing, call(passing, false, "{'top_k':5}"));

    assertThat(upstream.asked().getFirst().body().toString())
        .isEqualTo("{\"top_k\":5," + theirs(flagged(passing, false)).substring(1));
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void aBodyThatWasChangedIsWrittenAnew(Passing passing) throws IOException {
    upstream.on("POST /whole", 200, theirs(passing.reply()));
    var call = call(passing, false, "{}");

    run(passing, call.with(call.input().deepCopy()));

    assertThat(MAPPER.readTree(upstream.asked().getFirst().body().getBytes()))
        .isEqualTo(MAPPER.readTree(theirs(flagged(passing, false))));
  }

  /** Their APIs take no data: URIs in the place of a URL. */
  @Test
  void filesThatWereHandedOverAsBytesAreSaidAsAnthropicAndGeminiWantThem() {
    var data = "data:image/png;base64," + Samples.PNG;
    var anthropic =
        json(
            "{'model':'x','max_tokens':9,'messages':[{'role':'user','content':[{'type':'image',"
                + "'source':{'type':'url','url':'%s'}}]}]}".formatted(data));
    var gemini =
        json(
            "{'contents':[{'role':'user','parts':[{'fileData':{'fileUri':'%s'}}]}]}"
                .formatted(data));

    assertThat(askedWithBytes(Dialects.ANTHROPIC, anthropic).at("/messages/0/content/0/source"))
        .isEqualTo(
            json("{'type':'base64','media_type':'image/png','data':'%s'}".formatted(Samples.PNG)));
    assertThat(askedWithBytes(Dialects.GEMINI, gemini).at("/contents/0/parts/0/inlineData"))
        .isEqualTo(json("{'mimeType':'image/png','data':'%s'}".formatted(Samples.PNG)));
  }

  private JsonNode askedWithBytes(Dialect dialect, JsonNode body) {
    upstream.forget();
    upstream.onAnything(asked -> asked.answer(500, "{}"));
    var said = new Utterance(dialect, (ObjectNode) body, Optional.empty(), "acme/writer", false);
    var provider = OneWire.to(dialect, VERTX);
    var call = provider.call(upstream.url(), (ObjectNode) body, Optional.of(said), "{}");
    var plain = call.route();
    var bytes = new FilesAs(FilesAs.Form.DATA, 1000);
    var route =
        new Route(
            plain.name(), plain.dialect(), plain.settings(), plain.concurrency(), bytes, false);

    provider
        .run(new Call(call.request(), call.model(), route, call.attempt(), body, Optional.of(said)))
        .await()
        .atMost(OneWire.SOON);

    return body(upstream.asked().getFirst().body().getBytes());
  }

  @Test
  void usageIsAskedForAndHiddenFromACallerWhoDidNotAsk() throws IOException {
    var chat = dialects().findFirst().orElseThrow();
    var silent =
        new Passing(
            chat.dialect(),
            chat.asked().replace(",\"stream_options\":{\"include_usage\":true}", ""),
            chat.reply(),
            chat.frames());
    answer(chat);

    var pieces = read(silent, call(silent, true, "{}"));

    assertThat(MAPPER.readTree(upstream.asked().getFirst().body().getBytes()).get("stream_options"))
        .isEqualTo(MAPPER.readTree("{\"include_usage\":true}"));
    assertThat(frames(pieces)).hasSize(3).noneMatch(frame -> frame.data().contains("usage"));
    assertThat(pieces).anyMatch(piece -> piece instanceof Piece.Used);
  }

  /** Its reply is wanted in one piece, though the caller would have had it in many. */
  @Test
  void aStreamedBodyThatIsRunAsAWholeSaysSo() throws IOException {
    var chat = dialects().findFirst().orElseThrow();
    upstream.on("POST /whole", 200, theirs(chat.reply()));

    run(chat, call(chat, true, "{}"));

    var asked = MAPPER.readTree(upstream.asked().getFirst().body().getBytes());
    assertThat(asked.get("stream").asBoolean()).isFalse();
    assertThat(asked.has("stream_options")).isFalse();
  }

  @Test
  void anUpstreamIsNotLeftToGoOnInTheBackground() throws IOException {
    var responses = dialects().toList().get(1);
    upstream.on("POST /whole", 200, theirs(responses.reply()));
    var asked = responses.asked().replace("\"store\" :false", "\"background\":true");
    var passing = new Passing(responses.dialect(), asked, responses.reply(), responses.frames());

    run(passing, call(passing, false, "{}"));

    assertThat(MAPPER.readTree(upstream.asked().getFirst().body().getBytes()).get("background"))
        .isEqualTo(MAPPER.readTree("false"));
  }

  /** It is looked through away from the event loop. */
  @ParameterizedTest
  @MethodSource("dialects")
  void aLargeBodyPassesByteForByte(Passing passing) {
    var large =
        new Passing(
            passing.dialect(),
            passing.asked().replace("☃", "☃".repeat(400_000)),
            passing.reply().replace("\\u2603", "☃".repeat(400_000)),
            passing.frames());
    upstream.on("POST /whole", 200, theirs(large.reply()));

    var ok = succeeded(run(large, call(large, false, "{}")));

    assertThat(ok.output().spoken().orElseThrow().equals(ours(large.reply()))).isTrue();
    assertThat(upstream.asked().getFirst().body().toString().equals(theirs(flagged(large, false))))
        .isTrue();
  }

  /** An upstream would refuse what it has not signed. */
  @Test
  void aBodyWithThoughtsThatAnotherProviderSignedIsWrittenAnewWithoutThem() {
    var claude =
        dialects().filter(one -> one.dialect() == Dialects.ANTHROPIC).findFirst().orElseThrow();
    upstream.on("POST /whole", 200, theirs(claude.reply()));
    for (var signature : List.of("c2lnbmVk", "gemini:c2lnbmVk")) {
      var passing =
          new Passing(
              claude.dialect(),
              "{\"model\":\"NAME\",\"max_tokens\":9,\"stream\":FLAG,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"%s\"},{\"type\":\"text\",\"text\":\"b\"}]},{\"role\":\"user\",\"content\":\"c\"}]}"
                  .formatted(signature),
              claude.reply(),
              claude.frames());

      succeeded(run(passing, call(passing, false, "{}")));
    }

    assertThat(upstream.asked().get(0).body().toString()).contains("c2lnbmVk");
    assertThat(upstream.asked().get(1).body().toString())
        .contains("\"b\"")
        .doesNotContain("c2lnbmVk");
  }

  @Test
  void severalAnswersPassToo() {
    var chat = dialects().findFirst().orElseThrow();
    var passing =
        new Passing(
            chat.dialect(),
            chat.asked().replace("[1.50, 2e3]", "1,\"n\":2"),
            chat.reply(),
            chat.frames());
    answer(chat);
    upstream.on("POST /whole", 200, theirs(chat.reply()));

    assertThat(OneWire.to(chat.dialect(), VERTX).streams(call(passing, true, "{}"))).isTrue();
    assertThat(succeeded(run(passing, call(passing, false, "{}"))).usage().outputs()).isEqualTo(2);
  }

  @Test
  void aNumberOfAnswersThatIsNoneIsRefusedBeforeAnybodyIsAsked() {
    var chat = dialects().findFirst().orElseThrow();
    var passing =
        new Passing(
            chat.dialect(),
            chat.asked().replace("[1.50, 2e3]", "1,\"n\":\"two\""),
            chat.reply(),
            chat.frames());
    var call = call(passing, true, "{}");

    var failed = (Outcome.Failed) run(passing, call);

    assertThat(failed.fault().code()).isEqualTo(FaultCode.MALFORMED);
    assertThat(OneWire.to(chat.dialect(), VERTX).streams(call)).isTrue();
    assertThat(upstream.asked()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void noErrorIsRelayed(Passing passing) {
    upstream.onAnything(
        asked ->
            asked
                .response()
                .putHeader("content-type", "text/event-stream")
                .end(
                    "event: error\n"
                        + "data: {\"type\":\"error\",\"error\":{\"code\":500,\"message\":\"of"
                        + " theirs\"}}\n\n"));
    var reader =
        OneWire.to(passing.dialect(), VERTX).stream(call(passing, true, "{}"))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE))
            .awaitFailure(OneWire.SOON);

    assertThat(reader.getItems()).isEmpty();
    assertThat(reader.getFailure()).isInstanceOf(FaultException.class);
  }

  private void answer(Passing passing) {
    var text = new StringBuilder();
    for (var frame : passing.frames()) {
      text.append(frame.event().isEmpty() ? "" : "event: " + frame.event() + "\n");
      text.append("data: ").append(theirs(frame.data())).append("\n\n");
    }
    upstream.onAnything(
        asked ->
            asked.response().putHeader("content-type", "text/event-stream").end(text.toString()));
  }

  private static List<Frame> frames(List<Piece> pieces) {
    return pieces.stream()
        .filter(Piece.Verbatim.class::isInstance)
        .map(piece -> ((Piece.Verbatim) piece).frame())
        .toList();
  }

  private static Outcome run(Passing passing, Call call) {
    return OneWire.to(passing.dialect(), VERTX).run(call).await().atMost(OneWire.SOON);
  }

  private static Outcome.Succeeded succeeded(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    return (Outcome.Succeeded) outcome;
  }

  private static List<Piece> read(Passing passing, Call call) {
    return OneWire.to(passing.dialect(), VERTX).stream(call)
        .collect()
        .asList()
        .await()
        .atMost(OneWire.SOON);
  }

  private Call call(Passing passing, boolean streamed, String extra) {
    var raw = ours(flagged(passing, streamed)).getBytes(UTF_8);
    var body = body(raw);
    var said = new Utterance(passing.dialect(), body, Optional.of(raw), "acme/writer", streamed);
    return OneWire.to(passing.dialect(), VERTX)
        .call(upstream.url(), body, Optional.of(said), extra);
  }

  private static ObjectNode body(byte[] raw) {
    try {
      return (ObjectNode) MAPPER.readTree(raw);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String flagged(Passing passing, boolean streamed) {
    return passing.asked().replace("FLAG", Boolean.toString(streamed));
  }

  private static String ours(String text) {
    return text.replace("NAME", "acme/writer");
  }

  private static String theirs(String text) {
    return text.replace("NAME", "their-name");
  }
}
