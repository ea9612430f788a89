package dev.millrace.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Piece.Kind;
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

/** What Anthropic's servers answer. */
class HeardTest {
  private static final Duration TOOK = Duration.ofMillis(5);
  private static final String START =
      """
      {'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant',
       'model':'m','content':[],'stop_reason':null,'stop_sequence':null,
       'usage':{'input_tokens':10,'cache_creation_input_tokens':3,'cache_read_input_tokens':4,
                'output_tokens':1,'service_tier':'standard'}}}
      """;
  private static final String STOP = "{'type':'message_stop'}";

  @Test
  void aStreamOfThoughtsASearchWordsAndCallsIsRead() {
    var pieces =
        heard(
            START,
            "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}",
            "{'type':'ping'}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'Hm.'}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'c2ln'}}",
            "{'type':'content_block_stop','index':0}",
            "{'type':'content_block_start','index':1,'content_block':{'type':'redacted_thinking','data':'ZW5j'}}",
            "{'type':'content_block_stop','index':1}",
            "{'type':'content_block_start','index':2,'content_block':{'type':'server_tool_use','id':'srvtoolu_1','name':'web_search','input':{}}}",
            "{'type':'content_block_delta','index':2,'delta':{'type':'input_json_delta','partial_json':'{}'}}",
            "{'type':'content_block_stop','index':2}",
            "{'type':'content_block_start','index':3,'content_block':{'type':'web_search_tool_result','tool_use_id':'srvtoolu_1','content':[{'type':'web_search_result','url':'https://example.org'}]}}",
            "{'type':'content_block_stop','index':3}",
            "{'type':'content_block_start','index':4,'content_block':{'type':'text','text':'','citations':[]}}",
            "{'type':'content_block_delta','index':4,'delta':{'type':'text_delta','text':'Snow.'}}",
            "{'type':'content_block_delta','index':4,'delta':{'type':'citations_delta','citation':{'type':'web_search_result_location','url':'https://example.org','title':'Weather','cited_text':'snow'}}}",
            "{'type':'content_block_stop','index':4}",
            "{'type':'content_block_start','index':5,'content_block':{'type':'tool_use','id':'toolu_1','name':'f','input':{}}}",
            "{'type':'content_block_delta','index':5,'delta':{'type':'input_json_delta','partial_json':''}}",
            "{'type':'content_block_delta','index':5,'delta':{'type':'input_json_delta','partial_json':'{}'}}",
            "{'type':'content_block_stop','index':5}",
            "{'type':'content_block_start','index':6,'content_block':{'type':'tool_use','id':'toolu_2','name':'g','input':{}}}",
            "{'type':'content_block_stop','index':6}",
            "{'type':'made_up','index':6}",
            "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},'usage':{'output_tokens':30,'output_tokens_details':{'thinking_tokens':12}}}",
            STOP);

    assertThat(pieces)
        .containsExactly(
            new Piece.Text(Kind.REASONING, "Hm."),
            new Piece.Signature("anthropic:c2ln"),
            new Piece.Signature("anthropic:redacted_thinking:ZW5j"),
            new Piece.Text(Kind.CONTENT, "Snow."),
            new Piece.Citation("https://example.org", "Weather"),
            new Piece.ToolCall(0, Optional.of("toolu_1"), Optional.of("f"), ""),
            new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "{}"),
            new Piece.ToolCall(1, Optional.of("toolu_2"), Optional.of("g"), ""),
            new Piece.ToolCall(1, Optional.empty(), Optional.empty(), "{}"),
            new Piece.Used(new Usage(10, 4, 3, 18, 12, 1, List.of(), TOOK)),
            new Piece.Ended("tool_calls"));
  }

  @Test
  void aWholeMessageIsRead() {
    var pieces =
        whole(
            """
            {'id':'msg_1','type':'message','role':'assistant','model':'m','content':[
              {'type':'thinking','thinking':'Hm.','signature':'c2ln'},
              {'type':'redacted_thinking','data':'ZW5j'},
              {'type':'server_tool_use','id':'s','name':'web_search','input':{'query':'x'}},
              {'type':'web_search_tool_result','tool_use_id':'s','content':[]},
              {'type':'text','text':'Snow.','citations':[
                {'type':'web_search_result_location','url':'https://example.org','title':null},
                {'type':'char_location','document_index':0}]},
              {'type':'tool_use','id':'toolu_1','name':'f','input':{'a':[1,{'b':null}]}}],
             'stop_reason':'end_turn','stop_sequence':null,
             'usage':{'input_tokens':10,'output_tokens':20}}
            """);

    assertThat(pieces)
        .containsExactly(
            new Piece.Text(Kind.REASONING, "Hm."),
            new Piece.Signature("anthropic:c2ln"),
            new Piece.Signature("anthropic:redacted_thinking:ZW5j"),
            new Piece.Text(Kind.CONTENT, "Snow."),
            new Piece.Citation("https://example.org", ""),
            new Piece.ToolCall(
                0, Optional.of("toolu_1"), Optional.of("f"), "{\"a\":[1,{\"b\":null}]}"),
            new Piece.Used(new Usage(10, 0, 0, 20, 0, 1, List.of(), TOOK)),
            new Piece.Ended("stop"));
  }

  @Test
  void contentThatIsMereTextIsReadToo() {
    assertThat(whole("{'content':'Hi','stop_reason':'end_turn'}"))
        .containsExactly(new Piece.Text(Kind.CONTENT, "Hi"), new Piece.Ended("stop"));
  }

  @Test
  void aRefusalIsToldInTheProvidersWords() {
    var pieces =
        heard(
            START,
            "{'type':'message_delta','delta':{'stop_reason':'refusal','stop_details':{'type':'refusal','explanation':'Not"
                + " that.'}}}",
            STOP);

    assertThat(pieces)
        .containsExactly(new Piece.Text(Kind.REFUSAL, "Not that."), new Piece.Ended("refusal"));
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn,stop",
    "max_tokens,length",
    "model_context_window_exceeded,length",
    "tool_use,tool_calls",
    "stop_sequence,stop_sequence",
    "pause_turn,pause",
    "refusal,refusal",
    "brand_new,brand_new"
  })
  void everyReasonHasAWord(String theirs, String ours) {
    assertThat(whole("{'content':[],'stop_reason':'" + theirs + "'}"))
        .containsExactly(new Piece.Ended(ours));
  }

  @Test
  void onlyTheEndOfAStreamTellsWhatWasUsed() {
    assertThat(reader().frame(frame(START), Samples.json(START))).isEmpty();
  }

  @Test
  void countsThatAreNoneCountNothing() {
    var pieces =
        whole(
            """
            {'content':[],'stop_reason':'end_turn','usage':{'input_tokens':'7',
             'cache_read_input_tokens':null,'output_tokens':-1,
             'output_tokens_details':{'thinking_tokens':99}}}
            """);

    assertThat(pieces).contains(new Piece.Used(new Usage(0, 0, 0, 0, 0, 1, List.of(), TOOK)));
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error,PROVIDER_BUSY",
    "rate_limit_error,PROVIDER_BUSY",
    "invalid_request_error,PROVIDER_REJECTED",
    "request_too_large,PROVIDER_REJECTED",
    "authentication_error,PROVIDER_REFUSED_US",
    "permission_error,PROVIDER_REFUSED_US",
    "billing_error,PROVIDER_REFUSED_US",
    "api_error,PROVIDER_BROKEN",
    "brand_new,PROVIDER_BROKEN"
  })
  void anErrorAmidAStreamIsAFaultInOurWords(String type, FaultCode code) {
    var told = "{'type':'error','error':{'type':'" + type + "','message':'secret sk-123'}}";

    for (var hear : List.<Runnable>of(() -> heard(START, told), () -> whole(told))) {
      assertThatThrownBy(hear::run)
          .isInstanceOfSatisfying(
              FaultException.class,
              failure -> {
                assertThat(failure.fault().code()).isEqualTo(code);
                assertThat(failure.fault().message()).doesNotContain("sk-123");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':7}",
        "{'type':'content_block_start'}",
        "{'type':'content_block_start','index':'x','content_block':7}",
        "{'type':'content_block_delta','index':{},'delta':[]}",
        "{'type':'content_block_delta','delta':{'type':'text_delta','text':7}}",
        "{'type':'content_block_delta','delta':{'type':'text_delta','text':''}}",
        "{'type':'content_block_delta','delta':{'type':'thinking_delta'}}",
        "{'type':'content_block_delta','delta':{'type':'input_json_delta','partial_json':{}}}",
        "{'type':'content_block_delta','delta':{'type':'citations_delta','citation':'x'}}",
        "{'type':'content_block_delta','delta':{'type':'brand_new'}}",
        "{'type':'content_block_stop','index':99}",
        "{'type':'message_delta','delta':7,'usage':[]}",
        "{'type':'message_start'}",
        "[]",
        "7",
      })
  void whatHasTheWrongTypeSaysNothing(String data) {
    assertThat(heard(START, data, STOP)).containsExactly(new Piece.Ended("stop"));
  }

  @Test
  void aCallWithoutANameIsBroken() {
    assertThatThrownBy(
            () ->
                heard(
                    "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'a'}}"))
        .isInstanceOf(FaultException.class);
  }

  @Test
  void anEndIsKnownWithAndWithoutItsName() {
    assertThat(reader().isLast(new Frame("message_stop", "{\"type\":\"message_stop\"}"))).isTrue();
    assertThat(reader().isLast(Frame.of("{\"type\": \"message_stop\"}"))).isTrue();
    assertThat(reader().isLast(new Frame("message_delta", "{\"type\":\"message_delta\"}")))
        .isFalse();
    assertThat(reader().isLast(Frame.of("{\"text\":\"say \\\"message_stop\\\"\"}"))).isFalse();
  }

  @Test
  void aStreamThatGaveNoReasonIsBroken() {
    assertThatThrownBy(() -> heard(START))
        .isInstanceOfSatisfying(
            FaultException.class,
            broken -> assertThat(broken.fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN));
  }

  private static AnswerReader reader() {
    return Dialects.ANTHROPIC.answerReader(() -> TOOK);
  }

  private static List<Piece> whole(String reply) {
    return reader().whole(Samples.json(reply));
  }

  private static List<Piece> heard(String... events) {
    var reader = reader();
    var pieces = new ArrayList<Piece>();
    for (var event : events) {
      pieces.addAll(reader.frame(frame(event), Samples.json(event)));
    }
    pieces.addAll(reader.end());
    return pieces;
  }

  private static Frame frame(String event) {
    var data = Samples.json(event);
    return new Frame(data.path("type").asText(), data.toString());
  }
}
