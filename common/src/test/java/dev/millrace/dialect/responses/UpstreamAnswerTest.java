package dev.millrace.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What upstreams answer. JSON is written with single quotes for double ones. */
class UpstreamAnswerTest {
  private static final Duration TOOK = Duration.ofMillis(7);

  private static final String WHOLE =
      """
      {'id':'resp_67','object':'response','created_at':1741476542,'status':'completed','error':null,
       'incomplete_details':null,'model':'gpt-5','output':[
        {'type':'reasoning','id':'rs_1','encrypted_content':'c2ln','summary':[
          {'type':'summary_text','text':'First.'},{'type':'summary_text','text':'Then.'}]},
        {'type':'web_search_call','id':'ws_1','status':'completed'},
        {'type':'message','id':'msg_1','status':'completed','role':'assistant','content':[
          {'type':'output_text','text':'It is sunny.','annotations':[
            {'type':'url_citation','start_index':0,'end_index':5,'url':'https://example.org','title':'Weather'},
            {'type':'file_citation','file_id':'f','filename':'x','index':0}]}]},
        {'type':'function_call','id':'fc_1','call_id':'c1','name':'weather','arguments':'{}','status':'completed'}],
       'usage':{'input_tokens':30,'input_tokens_details':{'cached_tokens':10,'cache_write_tokens':5},
        'output_tokens':20,'output_tokens_details':{'reasoning_tokens':8},'total_tokens':50}}\
      """;

  private static final List<Piece> SAID =
      List.of(
          thought("First."),
          thought("\n\nThen."),
          new Piece.Signature("openai-responses:c2ln"),
          words("It is sunny."),
          new Piece.Citation("https://example.org", "Weather"),
          new Piece.ToolCall(0, Optional.of("c1"), Optional.of("weather"), "{}"),
          new Piece.Used(new Usage(15, 10, 5, 12, 8, 1, List.of(), TOOK)),
          new Piece.Ended("tool_calls"));

  @Test
  void anAnswerInOnePieceIsRead() {
    assertThat(reader().whole(Samples.json(WHOLE))).isEqualTo(SAID);
  }

  @Test
  void anAnswerThatOnlyTheLastEventTellsIsNotLost() {
    assertThat(read("{'type':'response.completed','response':%s}".formatted(WHOLE)))
        .isEqualTo(SAID);
  }

  @Test
  void aStreamIsReadAsItComesAndNothingTwice() {
    assertThat(
            read(
                "{'type':'response.created','sequence_number':0,'response':{'status':'in_progress','output':[]}}",
                "{'type':'response.in_progress','sequence_number':1,'response':{'status':'in_progress','output':[]}}",
                "{'type':'response.output_item.added','output_index':0,'item':{'id':'rs_1','type':'reasoning','summary':[],'encrypted_content':'early'}}",
                "{'type':'response.reasoning_summary_part.added','item_id':'rs_1','output_index':0,'summary_index':0,'part':{'type':'summary_text','text':''}}",
                "{'type':'response.reasoning_summary_text.delta','item_id':'rs_1','output_index':0,'summary_index':0,'delta':'Fir'}",
                "{'type':'response.reasoning_summary_text.delta','item_id':'rs_1','output_index':0,'summary_index':0,'delta':'st.'}",
                "{'type':'response.reasoning_summary_text.done','item_id':'rs_1','output_index':0,'summary_index':0,'text':'First.'}",
                "{'type':'response.reasoning_summary_text.delta','item_id':'rs_1','output_index':0,'summary_index':1,'delta':'Then.'}",
                "{'type':'response.output_item.done','output_index':0,'item':{'id':'rs_1','type':'reasoning','encrypted_content':'c2ln','summary':[{'type':'summary_text','text':'First.'},{'type':'summary_text','text':'Then.'}]}}",
                "{'type':'response.output_item.added','output_index':1,'item':{'id':'msg_1','type':'message','status':'in_progress','role':'assistant','content':[]}}",
                "{'type':'response.content_part.added','item_id':'msg_1','output_index':1,'content_index':0,'part':{'type':'output_text','text':'','annotations':[]}}",
                "{'type':'response.output_text.delta','item_id':'msg_1','output_index':1,'content_index':0,'delta':'It"
                    + " is ','logprobs':[],'obfuscation':'xyz'}",
                "{'type':'response.output_text.delta','item_id':'msg_1','output_index':1,'content_index':0,'delta':'sunny.'}",
                "{'type':'response.output_text.annotation.added','item_id':'msg_1','output_index':1,'content_index':0,'annotation_index':0,'annotation':{'type':'url_citation','url':'https://example.org','title':'Weather'}}",
                "{'type':'response.output_text.done','item_id':'msg_1','output_index':1,'content_index':0,'text':'It"
                    + " is sunny.'}",
                "{'type':'response.content_part.done','item_id':'msg_1','output_index':1,'content_index':0,'part':{'type':'output_text','text':'It"
                    + " is sunny.'}}",
                "{'type':'response.output_item.done','output_index':1,'item':{'id':'msg_1','type':'message','content':[{'type':'output_text','text':'It"
                    + " is sunny.','annotations':[{'type':'url_citation','url':'https://example.org','title':'Weather'}]}]}}",
                "{'type':'response.output_item.added','output_index':2,'item':{'id':'fc_1','type':'function_call','call_id':'c1','name':'weather','arguments':''}}",
                "{'type':'response.function_call_arguments.delta','item_id':'fc_1','output_index':2,'delta':'{}'}",
                "{'type':'response.function_call_arguments.done','item_id':'fc_1','output_index':2,'arguments':'{}'}",
                "{'type':'response.output_item.done','output_index':2,'item':{'id':'fc_1','type':'function_call','call_id':'c1','name':'weather','arguments':'{}'}}",
                "{'type':'response.completed','response':%s}".formatted(WHOLE)))
        .containsExactly(
            thought("Fir"),
            thought("st."),
            thought("\n\nThen."),
            new Piece.Signature("openai-responses:c2ln"),
            words("It is "),
            words("sunny."),
            new Piece.Citation("https://example.org", "Weather"),
            new Piece.ToolCall(0, Optional.of("c1"), Optional.of("weather"), ""),
            new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "{}"),
            new Piece.Used(new Usage(15, 10, 5, 12, 8, 1, List.of(), TOOK)),
            new Piece.Ended("tool_calls"));
  }

  @Test
  void parallelCallsAreCountedInTheOrderInWhichTheyCome() {
    assertThat(
            read(
                added(3, "function_call", "'call_id':'c1','name':'a','arguments':''"),
                added(5, "function_call", "'call_id':'c2','name':'b','arguments':''"),
                "{'type':'response.function_call_arguments.delta','output_index':5,'delta':'{\\\"x\\\"'}",
                "{'type':'response.function_call_arguments.delta','output_index':3,'delta':'{}'}",
                "{'type':'response.function_call_arguments.delta','output_index':5,'delta':':1}'}",
                completed()))
        .containsExactly(
            call(0, "c1", "a"),
            call(1, "c2", "b"),
            arguments(1, "{\"x\""),
            arguments(0, "{}"),
            arguments(1, ":1}"),
            new Piece.Ended("tool_calls"));
  }

  @Test
  void wordsThatOnlyComeWhenTheyAreDoneAreNotLost() {
    assertThat(
            read(
                "{'type':'response.output_text.done','item_id':'m','output_index':0,'content_index':0,'text':'Hello'}",
                "{'type':'response.output_item.done','output_index':0,'item':{'id':'m','type':'message','content':[{'type':'output_text','text':'Hello'},{'type':'output_text','text':'"
                    + " you'}]}}",
                completed()))
        .containsExactly(words("Hello"), words(" you"), new Piece.Ended("stop"));
  }

  @Test
  void theEndOfWordsThatBeganToComeIsNotLost() {
    assertThat(
            read(
                "{'type':'response.output_text.delta','output_index':0,'content_index':0,'delta':'Hel'}",
                "{'type':'response.output_text.done','output_index':0,'content_index':0,'text':'Hello'}",
                completed()))
        .containsExactly(words("Hel"), words("lo"), new Piece.Ended("stop"));
  }

  @Test
  void aCallThatIsNamedAtItsEndIsHandedOnWithAllItsArguments() {
    assertThat(
            read(
                "{'type':'response.function_call_arguments.delta','item_id':'fc_1','delta':'{}'}",
                "{'type':'response.output_item.done','item':{'id':'fc_1','type':'function_call','name':'a','arguments':'{}'}}",
                completed()))
        .containsExactly(
            new Piece.ToolCall(0, Optional.of("fc_1"), Optional.of("a"), "{}"),
            new Piece.Ended("tool_calls"));
  }

  @Test
  void thoughtsThemselvesAreReadWhereThereIsNoSummary() {
    assertThat(
            read(
                "{'type':'response.reasoning_text.delta','item_id':'rs','output_index':0,'content_index':0,'delta':'Hm'}",
                "{'type':'response.reasoning_text.done','item_id':'rs','output_index':0,'content_index':0,'text':'Hmm'}",
                "{'type':'response.output_item.done','output_index':0,'item':{'id':'rs','type':'reasoning','summary':[{'type':'summary_text','text':'It"
                    + " thought.'}],'content':[{'type':'reasoning_text','text':'Hmm'}]}}",
                completed()))
        .containsExactly(thought("Hm"), thought("m"), new Piece.Ended("stop"));
  }

  @Test
  void aRefusalIsNoWordsOfAnAnswer() {
    assertThat(
            read(
                "{'type':'response.refusal.delta','item_id':'m','output_index':0,'content_index':0,'delta':'I"
                    + " can'}",
                "{'type':'response.refusal.done','item_id':'m','output_index':0,'content_index':0,'refusal':'I"
                    + " cannot.'}",
                completed()))
        .containsExactly(
            new Piece.Text(Piece.Kind.REFUSAL, "I can"),
            new Piece.Text(Piece.Kind.REFUSAL, "not."),
            new Piece.Ended("refusal"));
  }

  @ParameterizedTest
  @CsvSource({
    "max_output_tokens, length",
    "content_filter, content_filter",
    "something_new, pause"
  })
  void anIncompleteAnswerSaysWhy(String theirs, String ours) {
    assertThat(
            read(
                "{'type':'response.incomplete','response':{'status':'incomplete','output':[],'incomplete_details':{'reason':'%s'}}}"
                    .formatted(theirs)))
        .containsExactly(new Piece.Ended(ours));
  }

  @Test
  void eventsOfUnknownKindsArePassedOver() {
    assertThat(
            read(
                "{'type':'response.web_search_call.searching','item_id':'ws','output_index':0}",
                "{'type':'keepalive','sequence_number':3}",
                "{'type':'response.made_up','delta':{'x':1}}",
                "{}",
                completed()))
        .containsExactly(new Piece.Ended("stop"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'response.output_text.delta','output_index':'x','content_index':[],'delta':{}}",
        "{'type':'response.output_text.delta','output_index':-3,'content_index':-1,'delta':null}",
        "{'type':'response.output_text.done','text':[1]}",
        "{'type':'response.output_item.added','item':'x'}",
        "{'type':'response.output_item.done','item':{'type':'message','content':'x'}}",
        "{'type':'response.output_item.done','item':{'type':'reasoning','summary':{},'encrypted_content':3}}",
        "{'type':'response.output_text.annotation.added','annotation':{'url':3}}",
        "{'type':3}"
      })
  void wrongTypesSayNothing(String event) {
    assertThat(read(event, completed())).containsExactly(new Piece.Ended("stop"));
  }

  @Test
  void usageOfWrongTypesCountsNothing() {
    var pieces =
        read(
            "{'type':'response.completed','response':{'status':'completed','output':'x','usage':{'input_tokens':'many','output_tokens':-3,'input_tokens_details':4}}}");

    assertThat(pieces)
        .containsExactly(
            new Piece.Used(new Usage(0, 0, 0, 0, 0, 1, List.of(), TOOK)), new Piece.Ended("stop"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PROVIDER_BUSY     | {'type':'error','code':'rate_limit_exceeded','message':'SECRET','param':null}
          PROVIDER_REJECTED | {'type':'error','sequence_number':2,'error':{'type':'invalid_request_error','code':null,'message':'SECRET'}}
          PROVIDER_BROKEN   | {'type':'error','message':'SECRET'}
          PROVIDER_BROKEN   | {'error':{'message':'SECRET'}}
          PROVIDER_BROKEN   | {'type':'response.failed','response':{'status':'failed','error':{'code':'server_error','message':'SECRET'}}}
          PROVIDER_REJECTED | {'type':'response.failed','response':{'status':'failed','error':{'code':'invalid_prompt','message':'SECRET'}}}
          PROVIDER_BROKEN   | {'type':'response.failed','response':{'status':'failed','error':null}}
          PROVIDER_BROKEN   | {'type':'response.completed','response':{'status':'cancelled'}}
          PROVIDER_BROKEN   | {'type':'response.output_item.done','item':{'type':'function_call','arguments':'{}'}}
          PROVIDER_BROKEN   | ['SECRET']
          """)
  void aFailureIsToldWithoutTheUpstreamsWords(FaultCode code, String event) {
    assertThatThrownBy(() -> read(event))
        .isInstanceOfSatisfying(
            FaultException.class,
            failure -> {
              assertThat(failure.fault().code()).isEqualTo(code);
              assertThat(failure.fault().message()).doesNotContain("SECRET");
            });
  }

  @Test
  void aWholeAnswerThatHasNotEndedIsBroken() {
    for (var status : List.of("in_progress", "queued", "cancelled", "failed")) {
      assertThatThrownBy(
              () -> reader().whole(Samples.json("{'status':'%s','output':[]}".formatted(status))))
          .as(status)
          .isInstanceOf(FaultException.class);
    }
  }

  @Test
  void anAnswerOfEndlessItemsIsBroken() {
    var reader = reader();

    assertThatThrownBy(
            () -> {
              for (int at = 0; at < 10_000; at++) {
                reader.frame(
                    Frame.of(""),
                    Samples.json(
                        "{'type':'response.output_text.delta','output_index':%d,'delta':'x'}"
                            .formatted(at)));
              }
            })
        .isInstanceOf(FaultException.class);
  }

  @Test
  void theLastEventIsKnown() {
    var reader = reader();

    assertThat(reader.isLast(new Frame("response.completed", "{}"))).isTrue();
    assertThat(reader.isLast(new Frame("error", "{}"))).isTrue();
    assertThat(reader.isLast(Frame.of("{\"type\":\"response.incomplete\",\"x\":1}"))).isTrue();
    assertThat(reader.isLast(Frame.of("[DONE]"))).isTrue();
    assertThat(reader.isLast(new Frame("response.output_text.delta", "{}"))).isFalse();
    assertThat(
            reader.isLast(
                Frame.of(
                    "{\"delta\":\"{\\\"type\\\":\\\"response.completed\\\"}\",\"type\":\"x\"}")))
        .isFalse();
  }

  private static AnswerReader reader() {
    return Dialects.RESPONSES.answerReader(() -> TOOK);
  }

  private static List<Piece> read(String... events) {
    var reader = reader();
    var pieces = new ArrayList<Piece>();
    for (var event : events) {
      JsonNode data = Samples.json(event);
      pieces.addAll(reader.frame(new Frame(data.path("type").asText(), data.toString()), data));
    }
    pieces.addAll(reader.end());
    return pieces;
  }

  private static String added(int index, String type, String fields) {
    return "{'type':'response.output_item.added','output_index':%d,'item':{'id':'i%d','type':'%s',%s}}"
        .formatted(index, index, type, fields);
  }

  private static String completed() {
    return "{'type':'response.completed','response':{'status':'completed','output':[]}}";
  }

  private static Piece words(String text) {
    return new Piece.Text(Piece.Kind.CONTENT, text);
  }

  private static Piece thought(String text) {
    return new Piece.Text(Piece.Kind.REASONING, text);
  }

  private static Piece call(int index, String id, String name) {
    return new Piece.ToolCall(index, Optional.of(id), Optional.of(name), "");
  }

  private static Piece arguments(int index, String text) {
    return new Piece.ToolCall(index, Optional.empty(), Optional.empty(), text);
  }
}
