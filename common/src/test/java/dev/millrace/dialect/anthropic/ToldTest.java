package dev.millrace.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Piece.Kind;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.Samples;
import dev.millrace.money.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Anthropic's clients hear. */
class ToldTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Usage USED = new Usage(10, 4, 3, 20, 6, 1, List.of(), Duration.ZERO);

  @Test
  void aStreamHasEveryEventThatClientsWaitFor() {
    var told =
        told(
            "stop",
            words("Snow \"☃\"\n"),
            new Piece.Citation("https://example.org", "Weather"),
            words("."));

    assertThat(told.stream().map(Frame::event))
        .containsExactly(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(data(told))
        .containsExactly(
            json(
                """
                {'type':'message_start','message':{'id':'msg_r1','type':'message',
                 'role':'assistant','model':'acme/writer','content':[],'stop_reason':null,
                 'stop_sequence':null,'stop_details':null,'container':null,
                 'usage':{'input_tokens':0,'cache_creation_input_tokens':0,
                  'cache_read_input_tokens':0,'output_tokens':0,
                  'output_tokens_details':{'thinking_tokens':0}}}}
                """),
            json(
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}"),
            reparsed(
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Snow"
                    + " \\\"☃\\\"\\n"
                    + "\"}}"),
            json(
                """
                {'type':'content_block_delta','index':0,'delta':{'type':'citations_delta',
                 'citation':{'type':'web_search_result_location','url':'https://example.org',
                  'title':'Weather','cited_text':'','encrypted_index':''}}}
                """),
            json(
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'.'}}"),
            json("{'type':'content_block_stop','index':0}"),
            json(
                """
                {'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null,
                 'stop_details':null,'container':null},
                 'usage':{'input_tokens':10,'cache_creation_input_tokens':3,
                  'cache_read_input_tokens':4,'output_tokens':26,
                  'output_tokens_details':{'thinking_tokens':6}}}
                """),
            json("{'type':'message_stop'}"));
  }

  @Test
  void blocksFollowEachOtherWithoutGaps() {
    var told =
        told(
            "tool_calls",
            thought("Hm."),
            new Piece.Signature("anthropic:c2ln"),
            thought("More."),
            new Piece.Signature("anthropic:redacted_thinking:ZW5j"),
            words("Look."),
            call(0, "a", "{}"),
            call(1, "b", ""));

    assertThat(outline(told))
        .containsExactly(
            "0+thinking",
            "0:Hm.",
            "0:c2ln",
            "0-",
            "1+thinking",
            "1:More.",
            "1-",
            "2+redacted_thinking",
            "2-",
            "3+text",
            "3:Look.",
            "3-",
            "4+tool_use a",
            "4:{}",
            "4-",
            "5+tool_use b",
            "5-");
  }

  @Test
  void callsThatComeAtTheSameTimeAreToldOneAfterTheOther() {
    var told =
        told(
            "tool_calls",
            call(0, "a", "{\"x\":"),
            call(1, "b", "{"),
            words("Wait."),
            more(1, "\"y\":\"}\""),
            call(2, "c", "{}"),
            more(0, "\"\\\"}\""),
            more(0, "}"),
            more(1, "}"));

    assertThat(outline(told))
        .containsExactly(
            "0+tool_use a",
            "0:{\"x\":",
            "0:\"\\\"}\"",
            "0:}",
            "0-",
            "1+tool_use b",
            "1:{",
            "1:\"y\":\"}\"",
            "1:}",
            "1-",
            "2+text",
            "2:Wait.",
            "2-",
            "3+tool_use c",
            "3:{}",
            "3-");
  }

  @Test
  void aCallThatNeverEndsHoldsNothingBackForEver() {
    var told = told("length", call(0, "a", "{\"x\":"), call(1, "b", "{\"y"), words("Hm."));

    assertThat(outline(told))
        .containsExactly(
            "0+tool_use a",
            "0:{\"x\":",
            "0-",
            "1+tool_use b",
            "1:{\"y",
            "1-",
            "2+text",
            "2:Hm.",
            "2-");
  }

  @Test
  void manyCallsAtTheSameTimeAreNoTrouble() {
    int calls = 500;
    var pieces = new ArrayList<Piece>();
    for (int call = 0; call < calls; call++) {
      pieces.add(call(call, "c" + call, "{"));
    }
    for (int call = 0; call < calls; call++) {
      pieces.add(more(call, "}"));
    }

    var outline = outline(told("tool_calls", pieces.toArray(Piece[]::new)));

    assertThat(outline).hasSize(calls * 4);
    assertThat(outline).endsWith("499+tool_use c499", "499:{", "499:}", "499-");
  }

  @Test
  void whatIsAskedToBeOmittedLeavesItsSignature() {
    var told =
        told(
            "{'thinking':{'type':'adaptive','display':'omitted'}}",
            "stop",
            thought("Hm."),
            new Piece.Signature("anthropic:c2ln"),
            words("42"));

    assertThat(outline(told)).containsExactly("0+thinking", "0:c2ln", "0-", "1+text", "1:42", "1-");
  }

  @Test
  void aSignatureOfACallOrOfWordsHasNoPlace() {
    var told =
        told(
            "tool_calls",
            words("Hi"),
            new Piece.Signature("anthropic:one"),
            call(0, "a", "{}"),
            new Piece.Signature("anthropic:two"));

    assertThat(outline(told)).noneMatch(line -> line.contains("one") || line.contains("two"));
  }

  @Test
  void aWholeAnswerHasItsBlocks() {
    var message =
        whole(
            "tool_calls",
            thought("Hm."),
            new Piece.Signature("anthropic:c2ln"),
            words("Snow."),
            new Piece.Citation("https://example.org", "Weather"),
            call(0, "a", "{\"x\":1.50}"),
            call(1, "b", "{\"cut"));

    assertThat(reread(message))
        .isEqualTo(
            json(
                """
                {'id':'msg_r1','type':'message','role':'assistant','model':'acme/writer','content':[
                  {'type':'thinking','thinking':'Hm.','signature':'c2ln'},
                  {'type':'text','citations':[{'type':'web_search_result_location',
                    'url':'https://example.org','title':'Weather','cited_text':'',
                    'encrypted_index':''}],'text':'Snow.'},
                  {'type':'tool_use','id':'a','name':'f','input':{'x':1.5},
                   'caller':{'type':'direct'}},
                  {'type':'tool_use','id':'b','name':'f','input':{},'caller':{'type':'direct'}}],
                 'stop_reason':'tool_use','stop_sequence':null,'stop_details':null,'container':null,
                 'usage':{'input_tokens':10,'cache_creation_input_tokens':3,
                  'cache_read_input_tokens':4,'output_tokens':26,
                  'output_tokens_details':{'thinking_tokens':6}}}
                """));
  }

  @Test
  void anAnswerThatSaysNothingHasNoBlocks() {
    assertThat(whole("stop").path("content")).isEmpty();
    assertThat(outline(told("stop"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "stop,end_turn",
    "length,max_tokens",
    "tool_calls,tool_use",
    "content_filter,refusal",
    "refusal,refusal",
    "stop_sequence,stop_sequence",
    "pause,pause_turn",
    "brand_new,end_turn"
  })
  void everyReasonHasAWord(String ours, String theirs) {
    assertThat(whole(ours, words("x")).path("stop_reason").asText()).isEqualTo(theirs);
    assertThat(stopReason(told(ours, words("x")))).isEqualTo(theirs);
  }

  @Test
  void clientsLearnOfCallsAndRefusalsByTheReason() {
    var refusal = new Piece.Text(Kind.REFUSAL, "No.");

    assertThat(stopReason(told("stop", call(0, "a", "{}")))).isEqualTo("tool_use");
    assertThat(stopReason(told("stop", refusal))).isEqualTo("refusal");
    assertThat(whole("stop", refusal).path("stop_reason").asText()).isEqualTo("refusal");
    assertThat(whole("stop", refusal).path("content").path(0).path("text").asText())
        .isEqualTo("No.");
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_request_error",
    "401,authentication_error",
    "402,billing_error",
    "403,permission_error",
    "404,not_found_error",
    "413,request_too_large",
    "422,invalid_request_error",
    "429,rate_limit_error",
    "500,api_error",
    "502,api_error",
    "503,overloaded_error",
    "504,timeout_error",
    "529,overloaded_error"
  })
  void everyStatusHasAnError(int status, String type) {
    var failure = new Failure(status, "CODE", "It failed.", Optional.of("top_k"), "corr-1");

    assertThat(Dialects.ANTHROPIC.error(failure))
        .isEqualTo(
            json(
                """
                {'type':'error','error':{'type':'%s','message':'top_k: It failed.','code':'CODE',
                 'param':'top_k'},'request_id':'corr-1'}
                """
                    .formatted(type)));
  }

  @Test
  void aStreamThatBreaksOffEndsWithAnError() {
    var writer = Dialects.ANTHROPIC.answerWriter(heading("{}"));
    writer.begin();

    var frames =
        writer.broken(new Failure(503, "OVERLOADED", "No room.", Optional.empty(), "corr-1"));

    assertThat(frames).extracting(Frame::event).containsExactly("error");
    assertThat(data(frames).getFirst().path("error").path("type").asText())
        .isEqualTo("overloaded_error");
  }

  private static List<Frame> told(String reason, Piece... pieces) {
    return told("{}", reason, pieces);
  }

  private static List<Frame> told(String asked, String reason, Piece... pieces) {
    var writer = Dialects.ANTHROPIC.answerWriter(heading(asked));
    var frames = new ArrayList<>(writer.begin());
    Stream.of(pieces).forEach(piece -> frames.addAll(writer.piece(piece)));
    frames.addAll(writer.end(USED, reason));
    return frames;
  }

  private static ObjectNode whole(String reason, Piece... pieces) {
    var transcript = new Transcript();
    Stream.of(pieces).forEach(transcript::add);
    return Dialects.ANTHROPIC.answerWriter(heading("{}")).whole(transcript, USED, reason);
  }

  private static Heading heading(String asked) {
    return new Heading("r1", "acme/writer", Instant.EPOCH, (ObjectNode) json(asked));
  }

  /** The blocks of a stream: {@code +} where one starts, {@code :} what comes to it, {@code -}. */
  private static List<String> outline(List<Frame> frames) {
    return data(frames).stream()
        .filter(data -> data.has("index"))
        .map(data -> data.path("index").asText() + line(data))
        .toList();
  }

  private static String line(JsonNode data) {
    var block = data.path("content_block");
    var delta = data.path("delta");
    return switch (data.path("type").asText()) {
      case "content_block_start" ->
          ("+" + block.path("type").asText() + " " + block.path("id").asText()).strip();
      case "content_block_delta" ->
          ":"
              + delta.path("text").asText()
              + delta.path("thinking").asText()
              + delta.path("partial_json").asText()
              + delta.path("signature").asText();
      default -> "-";
    };
  }

  private static String stopReason(List<Frame> frames) {
    return data(frames).stream()
        .map(data -> data.path("delta").path("stop_reason").asText())
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> data(List<Frame> frames) {
    return frames.stream().map(frame -> reparsed(frame.data())).toList();
  }

  private static JsonNode reread(JsonNode node) {
    return reparsed(node.toString());
  }

  private static JsonNode reparsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String text) {
    return Samples.json(text);
  }

  private static Piece words(String text) {
    return new Piece.Text(Kind.CONTENT, text);
  }

  private static Piece thought(String text) {
    return new Piece.Text(Kind.REASONING, text);
  }

  private static Piece call(int index, String id, String arguments) {
    return new Piece.ToolCall(index, Optional.of(id), Optional.of("f"), arguments);
  }

  private static Piece more(int index, String arguments) {
    return new Piece.ToolCall(index, Optional.empty(), Optional.empty(), arguments);
  }
}
