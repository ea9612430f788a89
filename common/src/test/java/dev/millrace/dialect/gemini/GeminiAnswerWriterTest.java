package dev.millrace.dialect.gemini;

import static dev.millrace.dialect.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiAnswerWriterTest {
  private static final Usage USED = new Usage(10, 4, 1, 20, 6, 1, List.of(), Duration.ZERO);

  @Test
  void aStreamIsChunksThatEndWithReasonAndUsage() {
    var frames =
        frames("stop", words(Piece.Kind.REASONING, "Hm."), words(Piece.Kind.CONTENT, "Hi\n"));

    assertThat(frames)
        .containsExactly(
            json(
                """
                {'candidates':[{'content':{'role':'model','parts':[{'text':'Hm.','thought':true}]},'index':0}],
                 'modelVersion':'acme/writer','responseId':'id-1'}
                """),
            json(
                """
                {'candidates':[{'content':{'role':'model','parts':[{'text':'Hi\\n'}]},'index':0}],
                 'modelVersion':'acme/writer','responseId':'id-1'}
                """),
            json(
                """
                {'candidates':[{'content':{'role':'model','parts':[{'text':''}]},'index':0,'finishReason':'STOP'}],
                 'modelVersion':'acme/writer','responseId':'id-1',
                 'usageMetadata':{'promptTokenCount':15,'candidatesTokenCount':20,
                   'cachedContentTokenCount':4,'thoughtsTokenCount':6,'totalTokenCount':41}}
                """));
  }

  @Test
  void anAnswerInOnePieceHasAllOfItsParts() {
    var said =
        List.of(
            words(Piece.Kind.REASONING, "Hm."),
            new Piece.Signature("gemini:c2ln"),
            words(Piece.Kind.CONTENT, "Hi"),
            call(0, "a", "f", "{\"n\":1}"),
            new Piece.Signature("gemini:c2lnMg=="),
            new Piece.Citation("https://example.org", "Example"));
    var answer = new Transcript();
    said.forEach(answer::add);

    assertThat(reparsed(writer().whole(answer, USED, "tool_calls")))
        .isEqualTo(
            json(
                """
                {'candidates':[{'content':{'role':'model','parts':[
                   {'text':'Hm.','thought':true,'thoughtSignature':'c2ln'},{'text':'Hi'},
                   {'functionCall':{'id':'a','name':'f','args':{'n':1}},'thoughtSignature':'c2lnMg=='}]},
                  'index':0,'finishReason':'STOP','groundingMetadata':{'groundingChunks':[
                    {'web':{'uri':'https://example.org','title':'Example'}}]}}],
                 'modelVersion':'acme/writer','responseId':'id-1',
                 'usageMetadata':{'promptTokenCount':15,'candidatesTokenCount':20,
                   'cachedContentTokenCount':4,'thoughtsTokenCount':6,'totalTokenCount':41}}
                """));
  }

  @Test
  void callsGoOutWholeWithTheirProofsBeforeWhatFollows() {
    var frames =
        frames(
            "tool_calls",
            call(0, "a", "f", "{\"n\""),
            call(0, "", "", ":1}"),
            new Piece.Signature("gemini:c2ln"),
            words(Piece.Kind.CONTENT, "Wait."),
            call(1, "b", "g", ""));

    assertThat(parts(frames.getFirst()))
        .isEqualTo(
            json(
                "[{'functionCall':{'id':'a','name':'f','args':{'n':1}},'thoughtSignature':'c2ln'},{'text':'Wait.'}]"));
    assertThat(parts(frames.getLast()))
        .isEqualTo(json("[{'functionCall':{'id':'b','name':'g','args':{}}}]"));
    assertThat(frames).hasSize(2);
  }

  @Test
  void aProofOfWordsGoesOutBesideEmptyOnes() {
    var frames =
        frames("stop", words(Piece.Kind.CONTENT, "Hi"), new Piece.Signature("gemini:c2ln"));

    assertThat(parts(frames.get(1))).isEqualTo(json("[{'text':'','thoughtSignature':'c2ln'}]"));
  }

  @Test
  void aCallThatCannotBeSaidIsToldAsTheProtocolTellsIt() {
    for (var arguments : List.of("{\"n\":", "[1]", "3", "{} {}")) {
      var last = frames("tool_calls", call(0, "a", "f", arguments)).getLast();

      assertThat(last.at("/candidates/0/finishReason").asText())
          .isEqualTo("MALFORMED_FUNCTION_CALL");
      assertThat(parts(last)).isEqualTo(json("[{'text':''}]"));
    }
  }

  @Test
  void anAnswerOfNothingHasEmptyWords() {
    assertThat(parts(frames("content_filter").getLast())).isEqualTo(json("[{'text':''}]"));
    assertThat(
            writer()
                .whole(new Transcript(), Usage.NONE, "content_filter")
                .at("/candidates/0/content/parts/0/text")
                .asText("none"))
        .isEmpty();
  }

  @Test
  void framesAreOneLineWithoutANameOfAnEvent() {
    assertThat(writer().piece(words(Piece.Kind.CONTENT, "a\r\nb")))
        .singleElement()
        .satisfies(
            frame -> {
              assertThat(frame.event()).isEmpty();
              assertThat(frame.data()).doesNotContain("\n", "\r");
            });
  }

  @Test
  void anErrorNamesItsKindItsFieldAndItsCall() {
    var failure = new Failure(400, "MALFORMED", "a is wrong", Optional.of("a"), "correlation-1");

    assertThat(reparsed(Dialects.GEMINI.error(failure)))
        .isEqualTo(
            json(
                """
                {"error":{"code":400,"message":"a is wrong","status":"INVALID_ARGUMENT","details":[
                  {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"MALFORMED","domain":"millrace"},
                  {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[
                    {"field":"a","description":"a is wrong"}]},
                  {"@type":"type.googleapis.com/google.rpc.RequestInfo","requestId":"correlation-1"}]}}
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_ARGUMENT",
    "401,UNAUTHENTICATED",
    "402,FAILED_PRECONDITION",
    "403,PERMISSION_DENIED",
    "404,NOT_FOUND",
    "409,ABORTED",
    "422,INVALID_ARGUMENT",
    "429,RESOURCE_EXHAUSTED",
    "500,INTERNAL",
    "502,UNAVAILABLE",
    "503,UNAVAILABLE",
    "504,DEADLINE_EXCEEDED"
  })
  void everyStatusHasAWord(int status, String word) {
    var failure = new Failure(status, "CODE", "It failed.", Optional.empty(), "c");

    assertThat(Dialects.GEMINI.error(failure).at("/error/status").asText()).isEqualTo(word);
    assertThat(Dialects.GEMINI.error(failure).at("/error/code").asInt()).isEqualTo(status);
  }

  private static AnswerWriter writer() {
    return Dialects.GEMINI.answerWriter(
        new Heading("id-1", "acme/writer", Instant.EPOCH, JsonNodeFactory.instance.objectNode()));
  }

  private static List<JsonNode> frames(String reason, Piece... pieces) {
    var writer = writer();
    var frames = new ArrayList<Frame>(writer.begin());
    Stream.of(pieces).forEach(piece -> frames.addAll(writer.piece(piece)));
    frames.addAll(writer.end(USED, reason));
    return frames.stream().map(frame -> json(frame.data())).toList();
  }

  private static JsonNode parts(JsonNode frame) {
    return frame.at("/candidates/0/content/parts");
  }

  private static JsonNode reparsed(JsonNode node) {
    return json(node.toString());
  }

  private static Piece words(Piece.Kind kind, String text) {
    return new Piece.Text(kind, text);
  }

  private static Piece call(int index, String id, String name, String arguments) {
    return new Piece.ToolCall(index, given(id), given(name), arguments);
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(some -> !some.isEmpty());
  }
}
