package dev.millrace.provider.talk;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.Samples;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.request.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller of one dialect and an upstream of another. */
class TranslationTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final FakeUpstream upstream = new FakeUpstream(VERTX);

  @AfterEach
  void close() {
    upstream.close();
  }

  static Stream<Arguments> pairs() {
    return Samples.callers()
        .flatMap(
            caller ->
                Dialects.all().stream()
                    .filter(theirs -> !theirs.equals(caller))
                    .flatMap(
                        theirs ->
                            Samples.answers()
                                .map(
                                    answer ->
                                        Arguments.argumentSet(
                                            "%s at %s: %s"
                                                .formatted(caller.word(), theirs.word(), answer),
                                            caller,
                                            theirs,
                                            answer))));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anAnswerInOnePieceIsTheSame(Dialect caller, Dialect theirs, Samples.Answer answer) {
    var whole =
        theirs
            .answerWriter(heading(theirs))
            .whole(transcript(answer.pieces()), answer.usage(), answer.reason());
    upstream.on("POST /whole", 200, whole.toString());

    var ok = (Outcome.Succeeded) run(theirs, call(caller, theirs, Samples.plain()));

    var heard = new Transcript();
    var spoken = parsed(ok.output().spoken().orElseThrow());
    caller.answerReader(() -> OneWire.SOON).whole(spoken).forEach(heard::add);
    assertSame(heard, answer);
    assertThat(spoken.path(caller.answeredModelField()).asText()).isEqualTo("acme/writer");
    assertThat(tokens(ok.usage())).isEqualTo(tokens(answer.usage()));
    assertAsked(theirs, Samples.plain());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anAnswerInFramesIsTheSame(Dialect caller, Dialect theirs, Samples.Answer answer) {
    var written = frames(theirs, answer);
    upstream.onAnything(
        asked ->
            asked.response().putHeader("content-type", "text/event-stream").end(wire(written)));
    var call = call(caller, theirs, Samples.streamed());

    var pieces =
        OneWire.to(theirs, VERTX).stream(call).collect().asList().await().atMost(OneWire.SOON);

    assertThat(pieces).noneMatch(piece -> piece instanceof Piece.Verbatim);
    var heard = transcript(pieces);
    assertSame(heard, answer);
    assertThat(tokens(heard.usage().orElseThrow())).isEqualTo(tokens(answer.usage()));
    assertAsked(theirs, Samples.streamed());
    var kept =
        OneWire.to(theirs, VERTX).output(call, heard, answer.usage(), answer.reason()).spoken();
    var again = new Transcript();
    caller.answerReader(() -> OneWire.SOON).whole(parsed(kept.orElseThrow())).forEach(again::add);
    assertSame(again, answer);
  }

  private static void assertSame(Transcript heard, Samples.Answer answer) {
    var said = transcript(answer.pieces());
    assertThat(heard.content()).isEqualTo(said.content());
    assertThat(heard.reasoning()).isEqualTo(said.reasoning());
    assertThat(heard.tools()).isEqualTo(said.tools());
    assertThat(heard.reason()).contains(answer.reason());
  }

  /** The upstream is asked in its own words for what the caller said. */
  private void assertAsked(Dialect theirs, Conversation said) {
    var asked = upstream.asked().getFirst();
    var body = (ObjectNode) parsed(asked.body().toString());
    if (theirs.modelField().isEmpty()) {
      assertThat(asked.line()).isEqualTo(said.streamed() ? "POST /frames" : "POST /whole");
    } else {
      assertThat(body.path(theirs.modelField()).asText()).isEqualTo("their-name");
      assertThat(body.path("stream").asBoolean()).isEqualTo(said.streamed());
    }
    if (theirs.equals(Dialects.CHAT)) {
      assertThat(body.at("/stream_options/include_usage").asBoolean()).isEqualTo(said.streamed());
    }
    var read = theirs.read(body);
    assertThat(read.turns()).isEqualTo(said.turns());
    assertThat(read.maxTokens()).isEqualTo(said.maxTokens());
    assertThat(asked.request().getHeader("x-key")).isEqualTo("secret-key-of-ours");
  }

  @Test
  void whatTheUpstreamCannotBeToldIsRefusedByTheCallersFieldBeforeItIsAsked() {
    var body = (ObjectNode) json("{'messages':[{'role':'user','content':'x'}],'seed':7}");
    var call = call(Dialects.CHAT, Dialects.ANTHROPIC, body);

    var fault = ((Outcome.Failed) run(Dialects.ANTHROPIC, call)).fault();

    assertThat(fault.code()).isEqualTo(FaultCode.FIELD_UNSUPPORTED);
    assertThat(fault.details()).containsEntry("param", "seed");
    assertThat(faultOfStream(Dialects.ANTHROPIC, call)).isEqualTo(fault);
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void aFieldThatNobodyKnowsIsRefusedWhereItWouldHaveToBeTranslated() {
    var body = (ObjectNode) json("{'messages':[{'role':'user','content':'x'}],'made_up':7}");

    var fault = ((Outcome.Failed) run(Dialects.GEMINI, call(Dialects.CHAT, Dialects.GEMINI, body)));

    assertThat(fault.fault().details()).containsEntry("param", "made_up");
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void whoDoesNotSayHowMuchMayBeWrittenHasTheRoutesNumber() {
    upstream.onAnything(asked -> asked.answer(500, "{}"));
    var body = (ObjectNode) json("{'messages':[{'role':'user','content':'x'}]}");

    run(Dialects.ANTHROPIC, call(Dialects.CHAT, Dialects.ANTHROPIC, body));

    assertThat(parsed(upstream.asked().getFirst().body().toString()).path("max_tokens").asLong())
        .isEqualTo(777);
  }

  /** As the queue has it: the input is a chat, and so is the output. */
  @Test
  void anInputInTheModelsOwnShapeIsAnsweredInThatShape() {
    upstream.on("POST /whole", 200, wholeOf(Dialects.ANTHROPIC));
    var body = (ObjectNode) json("{'messages':[{'role':'user','content':'x'}],'max_tokens':9}");

    var ok = (Outcome.Succeeded) run(Dialects.ANTHROPIC, own(Dialects.ANTHROPIC, body));

    assertThat(ok.output().spoken()).isEmpty();
    assertThat(ok.output().value().at("/choices/0/message/content").asText())
        .isEqualTo("Hello, wörld ☃ 水.");
    assertThat(ok.output().value().at("/usage/prompt_tokens").asInt()).isEqualTo(14);
  }

  @Test
  void anInputInTheShapeOfResponsesIsAnsweredInThatShape() {
    upstream.on("POST /whole", 200, wholeOf(Dialects.CHAT));
    var body = (ObjectNode) json("{'input':'x'}");

    var ok = (Outcome.Succeeded) run(Dialects.CHAT, own(Dialects.CHAT, body));

    assertThat(ok.output().value().path("object").asText()).isEqualTo("response");
    assertThat(parsed(upstream.asked().getFirst().body().toString()).at("/messages/0/role"))
        .isEqualTo(json("'user'"));
  }

  /** Inputs that are bodies of a dialect, each for an upstream that speaks it. */
  static Stream<Arguments> ownShapes() {
    return Stream.of(
        Arguments.argumentSet("chat", Dialects.CHAT, "{'messages':[]}"),
        Arguments.argumentSet("what is no dialect's", Dialects.CHAT, "{'prompt':'x'}"),
        Arguments.argumentSet("responses", Dialects.RESPONSES, "{'input':'x'}"),
        Arguments.argumentSet("gemini", Dialects.GEMINI, "{'contents':[]}"));
  }

  /** Whether it is what the model should give is for the model's output schema to say. */
  @ParameterizedTest
  @MethodSource("ownShapes")
  void whatComesBackInTheModelsOwnShapeIsTheOutput(Dialect theirs, String input) {
    for (var reply : List.of("{'text':'t','choices':[{'text':'t'}]}", "{}")) {
      upstream.on("POST /whole", 200, json(reply).toString());

      var ok = (Outcome.Succeeded) run(theirs, own(theirs, (ObjectNode) json(input)));

      assertThat(ok.output().value()).isEqualTo(json(reply));
    }
  }

  @ParameterizedTest
  @MethodSource("ownShapes")
  void theNewsOfAFailureIsNoOutputInAnyShape(Dialect theirs, String input) {
    upstream.on("POST /whole", 200, json("{'error':{'message':'no'},'text':'t'}").toString());

    assertThat(run(theirs, own(theirs, (ObjectNode) json(input))))
        .isInstanceOf(Outcome.Failed.class);
  }

  /** What an upstream does not say is counted, and never taken for nothing. */
  @Test
  void anUpstreamThatDoesNotSayWhatItUsedHasUsedWhatWeCount() {
    var whole = (ObjectNode) parsed(wholeOf(Dialects.CHAT));
    whole.remove("usage");
    upstream.on("POST /whole", 200, whole.toString());
    var body = (ObjectNode) json("{'contents':[{'role':'user','parts':[{'text':'a b c d'}]}]}");

    var ok = (Outcome.Succeeded) run(Dialects.CHAT, call(Dialects.GEMINI, Dialects.CHAT, body));

    assertThat(ok.usage().inputTokens()).isPositive();
    assertThat(ok.usage().outputTokens()).isPositive();
  }

  private static String wholeOf(Dialect theirs) {
    var answer = Samples.answers().findFirst().orElseThrow();
    return theirs
        .answerWriter(heading(theirs))
        .whole(transcript(answer.pieces()), answer.usage(), answer.reason())
        .toString();
  }

  private static Outcome run(Dialect theirs, Call call) {
    return OneWire.to(theirs, VERTX).run(call).await().atMost(OneWire.SOON);
  }

  private static Fault faultOfStream(Dialect theirs, Call call) {
    try {
      OneWire.to(theirs, VERTX).stream(call).collect().asList().await().atMost(OneWire.SOON);
      throw new AssertionError("nothing was refused");
    } catch (FaultException refused) {
      return refused.fault();
    }
  }

  private Call own(Dialect theirs, ObjectNode body) {
    return OneWire.to(theirs, VERTX).call(upstream.url(), body, Optional.empty(), "{}");
  }

  private Call call(Dialect caller, Dialect theirs, Conversation said) {
    return call(caller, theirs, caller.write(said, "acme/writer"));
  }

  private Call call(Dialect caller, Dialect theirs, ObjectNode body) {
    boolean streamed = body.path("stream").asBoolean();
    var said = new Utterance(caller, body, Optional.empty(), "acme/writer", streamed);
    return OneWire.to(theirs, VERTX).call(upstream.url(), body, Optional.of(said), "{}");
  }

  private static Heading heading(Dialect theirs) {
    var asked = theirs.write(Samples.streamed(), "their-name");
    theirs.additions(asked).forEach(asked::set);
    return new Heading("id-1", "their-name", Instant.ofEpochSecond(1_700_000_000), asked);
  }

  private static List<Frame> frames(Dialect theirs, Samples.Answer answer) {
    var writer = theirs.answerWriter(heading(theirs));
    var frames = new ArrayList<Frame>(writer.begin());
    answer.pieces().stream()
        .filter(Piece::isOutput)
        .forEach(piece -> frames.addAll(writer.piece(piece)));
    frames.addAll(writer.end(answer.usage(), answer.reason()));
    return frames;
  }

  private static String wire(List<Frame> frames) {
    var text = new StringBuilder();
    for (var frame : frames) {
      text.append(frame.event().isEmpty() ? "" : "event: " + frame.event() + "\n");
      text.append("data: ").append(frame.data()).append("\n\n");
    }
    return text.toString();
  }

  private static Transcript transcript(List<Piece> pieces) {
    var transcript = new Transcript();
    pieces.forEach(transcript::add);
    return transcript;
  }

  /** Not all dialects tell thoughts from words, or cached tokens apart from others. */
  private static List<Long> tokens(Usage usage) {
    return List.of(
        usage.inputTokens() + usage.cachedInputTokens(),
        usage.outputTokens() + usage.reasoningTokens());
  }

  private static JsonNode parsed(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
