package dev.millrace.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers hear. */
class CallerAnswerTest {
  private static final Usage USAGE = new Usage(15, 10, 5, 12, 8, 1, List.of(), Duration.ZERO);
  private static final Failure FAILURE =
      new Failure(
          502, "PROVIDER_BROKEN", "The provider broke off.", Optional.empty(), "correlation-1");

  static Stream<List<Piece>> answers() {
    return Stream.of(
        List.of(),
        List.of(words("Hello"), words(" you")),
        List.of(
            thought("Hm."),
            new Piece.Signature("openai-responses:c2ln"),
            thought("So."),
            words("42")),
        List.of(new Piece.Signature("openai-responses:c2ln"), words("42")),
        List.of(words("I would, but "), new Piece.Text(Kind.REFUSAL, "no.")),
        List.of(words("See there."), citation(), citation()),
        List.of(citation()),
        List.of(words("Look."), call(0, "c1", "{\"a\""), arguments(0, ":1}"), words("Done.")),
        List.of(
            call(0, "c1", "{}"), new Piece.Signature("openai-responses:c2ln"), call(1, "c2", "{}")),
        List.of(call(0, "c1", "{"), call(1, "c2", "{"), arguments(0, "}"), arguments(1, "}")),
        List.of(call(0, "", ""), call(1, "", "")));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aStreamComesToTheSameAsTheAnswerInOnePiece(List<Piece> pieces) {
    var accumulator = new Accumulator();
    events(pieces, "stop").forEach(accumulator::add);

    var whole = whole(pieces, "stop");
    assertThat(accumulator.output()).isEqualTo(whole.path("output"));
    assertThat(accumulator.last()).isEqualTo(whole);
  }

  @Test
  void wordsAreToldInTheOfficialOrder() {
    assertThat(types(events(List.of(words("Hello")), "stop")))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
  }

  @Test
  void thoughtsAndCallsAreToldInTheOfficialOrder() {
    assertThat(types(events(List.of(thought("Hm."), call(0, "c1", "{}")), "tool_calls")))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.completed");
  }

  @Test
  void aFewWordsAreOneSmallFrame() {
    var writer = Dialects.RESPONSES.answerWriter(heading("{}"));
    writer.begin();
    writer.piece(words("Hel"));

    assertThat(writer.piece(words("lo")))
        .containsExactly(
            new Frame(
                "response.output_text.delta",
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":5,"
                    + "\"item_id\":\"msg_q1_0\",\"output_index\":0,\"content_index\":0,"
                    + "\"delta\":\"lo\",\"logprobs\":[]}"));
  }

  @Test
  void aWholeAnswerHasEveryFieldThatClientsRequire() {
    var pieces =
        List.of(
            thought("Hm."),
            new Piece.Signature("openai-responses:c2ln"),
            words("Hello"),
            call(0, "c1", "{}"));

    assertThat(whole(pieces, "tool_calls"))
        .isEqualTo(
            Samples.json(
                """
                {'id':'resp_q1','object':'response','created_at':1700000000,'status':'completed',
                 'model':'acme/writer','error':null,'incomplete_details':null,
                 'output':[
                  {'id':'rs_q1_0','type':'reasoning','status':'completed',
                   'summary':[{'type':'summary_text','text':'Hm.'}],'encrypted_content':'c2ln'},
                  {'id':'msg_q1_1','type':'message','status':'completed','role':'assistant',
                   'content':[{'type':'output_text','text':'Hello','annotations':[],'logprobs':[]}]},
                  {'id':'fc_q1_2','type':'function_call','status':'completed','call_id':'c1',
                   'name':'tool','arguments':'{}'}],
                 'usage':{'input_tokens':30,
                  'input_tokens_details':{'cached_tokens':10,'cache_write_tokens':5},
                  'output_tokens':20,'output_tokens_details':{'reasoning_tokens':8},
                  'total_tokens':50},
                 'instructions':null,'previous_response_id':null,'prompt_cache_key':null,
                 'safety_identifier':null,'user':null,'max_output_tokens':null,
                 'max_tool_calls':null,'temperature':null,'top_p':null,'background':false,
                 'store':true,'parallel_tool_calls':true,'metadata':{},'tools':[],
                 'tool_choice':'auto','truncation':'disabled','service_tier':'default',
                 'text':{'format':{'type':'text'}},'reasoning':{'effort':null,'summary':null}}\
                """));
  }

  @Test
  void whatTheCallerAskedIsRepeated() {
    var asked =
        """
        {'instructions':'Be brief.','max_output_tokens':64,'temperature':0.5,'top_p':1,'store':false,
         'metadata':{'a':'b'},'tools':[{'type':'web_search'}],'tool_choice':'required',
         'parallel_tool_calls':false,'text':{'verbosity':'low'},'reasoning':{'effort':'low'},
         'user':'u1','background':true,'truncation':'auto'}\
        """;

    var response = whole(asked, List.of(), "stop");

    assertThat(response.path("text"))
        .isEqualTo(Samples.json("{'format':{'type':'text'},'verbosity':'low'}"));
    assertThat(response.path("reasoning"))
        .isEqualTo(Samples.json("{'effort':'low','summary':null}"));
    for (var name :
        List.of(
            "instructions",
            "max_output_tokens",
            "temperature",
            "top_p",
            "store",
            "metadata",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "user",
            "background",
            "truncation")) {
      assertThat(response.path(name)).as(name).isEqualTo(Samples.json(asked).path(name));
    }
  }

  @Test
  void whatTheCallerAskedInWrongTypesIsNotRepeated() {
    var asked = "{'metadata':[],'tools':{},'tool_choice':3,'temperature':'x','text':4,'user':{}}";

    var response = whole(asked, List.of(), "stop");

    assertThat(response).isEqualTo(whole(List.of(), "stop"));
  }

  @ParameterizedTest
  @CsvSource({
    "stop, completed,",
    "tool_calls, completed,",
    "stop_sequence, completed,",
    "some_word_of_theirs, completed,",
    "length, incomplete, max_output_tokens",
    "content_filter, incomplete, content_filter",
    "refusal, incomplete, content_filter",
    "pause, incomplete,"
  })
  void theReasonOfTheEndIsTold(String reason, String status, String why) {
    var events = events(List.of(words("Hello")), reason);
    var last = events.getLast();

    assertThat(last.path("type").asText()).isEqualTo("response." + status);
    assertThat(last.path("response").path("status").asText()).isEqualTo(status);
    assertThat(last.path("response").path("output").path(0).path("status").asText())
        .isEqualTo(status);
    assertThat(last.path("response").path("incomplete_details").isNull())
        .isEqualTo(status.equals("completed"));
    assertThat(last.path("response").path("incomplete_details").path("reason").textValue())
        .isEqualTo(why);
  }

  @Test
  void aRefusalInWordsIsAWholeAnswer() {
    var pieces = List.<Piece>of(new Piece.Text(Kind.REFUSAL, "No."));

    assertThat(whole(pieces, "refusal").path("status").asText()).isEqualTo("completed");
    assertThat(whole(pieces, "refusal").path("output").path(0).path("content"))
        .isEqualTo(Samples.json("[{'type':'refusal','refusal':'No.'}]"));
  }

  @Test
  void aCallWithoutArgumentsHasAnEmptyObject() {
    var whole = whole(List.of(call(0, "c1", "")), "tool_calls");

    assertThat(whole.path("output").path(0).path("arguments").asText()).isEqualTo("{}");
  }

  @Test
  void aSourceStandsWhereItIsNamed() {
    var whole = whole(List.of(words("Snow ☃ here"), citation()), "stop");

    assertThat(whole.path("output").path(0).path("content").path(0).path("annotations"))
        .isEqualTo(
            Samples.json(
                """
                [{'type':'url_citation','url':'https://example.org','title':'Example',
                  'start_index':11,'end_index':11}]\
                """));
  }

  @Test
  void anAnswerThatBreaksOffEndsWithAnErrorAndWhatThereWas() {
    var writer = Dialects.RESPONSES.answerWriter(heading("{}"));
    writer.begin();
    writer.piece(words("Hel"));

    var frames = writer.broken(FAILURE);

    assertThat(frames).extracting(Frame::event).containsExactly("error", "response.failed");
    assertThat(json(frames.getFirst()))
        .isEqualTo(
            Samples.json(
                """
                {'type':'error','sequence_number':5,'message':'The provider broke off.',
                 'code':'provider_broken','param':null,
                 'error':{'message':'The provider broke off.','type':'api_error','param':null,
                  'code':'provider_broken'}}\
                """));
    var response = json(frames.getLast()).path("response");
    assertThat(response.path("status").asText()).isEqualTo("failed");
    assertThat(response.path("error"))
        .isEqualTo(Samples.json("{'code':'server_error','message':'The provider broke off.'}"));
    assertThat(response.path("output").path(0).path("status").asText()).isEqualTo("incomplete");
    assertThat(response.path("output").path(0).path("content").path(0).path("text").asText())
        .isEqualTo("Hel");
  }

  @Test
  void noEventButAnErrorHasAnErrorAtItsTop() {
    var events = events(List.of(thought("Hm."), words("Hello"), call(0, "c1", "{}")), "stop");

    assertThat(events).noneMatch(event -> event.has("error"));
  }

  @Test
  void aResponseThatIsNotFinishedSaysHowItStands() {
    var queued = new ResponsesDialect().unfinished(heading("{'background':true}"), "queued");

    assertThat(queued.path("id").asText()).isEqualTo("resp_q1");
    assertThat(queued.path("status").asText()).isEqualTo("queued");
    assertThat(queued.path("background").asBoolean()).isTrue();
    assertThat(queued.path("output").isEmpty()).isTrue();
    assertThat(queued.path("usage").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"400, invalid_prompt", "429, rate_limit_exceeded", "500, server_error"})
  void aResponseThatFailedSaysWhyInAWordThatClientsKnow(int status, String code) {
    var failure = new Failure(status, "UNKNOWN", "It failed.", Optional.empty(), "correlation-1");

    var failed = new ResponsesDialect().failed(heading("{}"), failure);

    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("error").path("code").asText()).isEqualTo(code);
    assertThat(failed.path("error").path("message").asText()).isEqualTo("It failed.");
  }

  @Test
  void whatWasAskedCanBeListed() {
    var asked =
        """
        {'input':[
          {'role':'user','content':'Weather?'},
          {'id':'msg_own','type':'message','role':'assistant','content':'Looking.'},
          {'type':'function_call','call_id':'c1','name':'weather','arguments':'{}','id':null},
          {'type':'function_call_output','call_id':'c1','output':'sunny'},
          {'role':'user','content':[{'type':'input_text','text':'And?'}]}]}\
        """;

    assertThat(new ResponsesDialect().inputItems(heading(asked)))
        .isEqualTo(
            Samples.json(
                """
                [{'id':'msg_q1_in_0','type':'message','status':'completed','role':'user',
                  'content':[{'type':'input_text','text':'Weather?'}]},
                 {'id':'msg_own','type':'message','status':'completed','role':'assistant',
                  'content':[{'type':'output_text','text':'Looking.','annotations':[],'logprobs':[]}]},
                 {'id':'fc_q1_in_2','type':'function_call','status':'completed','call_id':'c1',
                  'name':'weather','arguments':'{}'},
                 {'id':'fco_q1_in_3','type':'function_call_output','status':'completed',
                  'call_id':'c1','output':'sunny'},
                 {'id':'msg_q1_in_4','type':'message','status':'completed','role':'user',
                  'content':[{'type':'input_text','text':'And?'}]}]\
                """));
  }

  @Test
  void aTextThatWasAskedIsOneItem() {
    assertThat(new ResponsesDialect().inputItems(heading("{'input':'Hello'}")))
        .isEqualTo(
            Samples.json(
                """
                [{'id':'msg_q1_in_0','type':'message','status':'completed','role':'user',
                  'content':[{'type':'input_text','text':'Hello'}]}]\
                """));
  }

  private static List<JsonNode> events(List<Piece> pieces, String reason) {
    var writer = Dialects.RESPONSES.answerWriter(heading("{}"));
    var frames = new ArrayList<>(writer.begin());
    pieces.forEach(piece -> frames.addAll(writer.piece(piece)));
    frames.addAll(writer.end(USAGE, reason));
    assertThat(frames)
        .allSatisfy(
            frame -> assertThat(json(frame).path("type").asText()).isEqualTo(frame.event()));
    return frames.stream().map(CallerAnswerTest::json).toList();
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("type").asText()).toList();
  }

  private static JsonNode whole(List<Piece> pieces, String reason) {
    return whole("{}", pieces, reason);
  }

  /** As a client reads it. */
  private static JsonNode whole(String asked, List<Piece> pieces, String reason) {
    var whole = Dialects.RESPONSES.answerWriter(heading(asked)).whole(said(pieces), USAGE, reason);
    return json(Frame.of(whole.toString()));
  }

  private static Transcript said(List<Piece> pieces) {
    var transcript = new Transcript();
    pieces.forEach(transcript::add);
    return transcript;
  }

  private static Heading heading(String asked) {
    return new Heading(
        "q1",
        "acme/writer",
        Instant.ofEpochSecond(1_700_000_000),
        (ObjectNode) Samples.json(asked));
  }

  private static JsonNode json(Frame frame) {
    return Samples.json(frame.data());
  }

  private static Piece words(String text) {
    return new Piece.Text(Kind.CONTENT, text);
  }

  private static Piece thought(String text) {
    return new Piece.Text(Kind.REASONING, text);
  }

  private static Piece citation() {
    return new Piece.Citation("https://example.org", "Example");
  }

  private static Piece call(int index, String id, String arguments) {
    return new Piece.ToolCall(
        index, Optional.of(id).filter(known -> !known.isEmpty()), Optional.of("tool"), arguments);
  }

  private static Piece arguments(int index, String text) {
    return new Piece.ToolCall(index, Optional.empty(), Optional.empty(), text);
  }
}
