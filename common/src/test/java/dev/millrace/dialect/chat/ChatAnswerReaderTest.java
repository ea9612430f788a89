package dev.millrace.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What upstreams answer, OpenAI's own and those that are only like them. */
class ChatAnswerReaderTest {
  private static final Duration TOOK = Duration.ofMillis(5);
  private static final String STOP = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";

  private final AnswerReader reader = Dialects.CHAT.answerReader(() -> TOOK);

  @Test
  void anAnswerInOnePieceIsTakenApart() {
    var pieces =
        whole(
            """
            {'id':'chatcmpl-1','object':'chat.completion','created':1,'model':'gpt','system_fingerprint':'fp',
             'choices':[
               {'index':0,'logprobs':null,'finish_reason':'tool_calls','message':{
                 'role':'assistant','content':'Looking.','reasoning_content':'Hm.','refusal':null,
                 'annotations':[
                   {'type':'url_citation','url_citation':{'start_index':0,'end_index':3,'url':'https://example.org','title':'T'}},
                   {'type':'other'}],
                 'tool_calls':[
                   {'id':'a','type':'function','function':{'name':'f','arguments':'{}'},
                    'extra_content':{'google':{'thought_signature':'sig'}}},
                   {'id':'b','type':'function','function':{'name':'g','arguments':'{}'}}]}},
               {'index':1,'finish_reason':'stop','message':{'role':'assistant','content':'Another.'}}],
             'usage':{'prompt_tokens':100,'completion_tokens':50,'total_tokens':150,
               'prompt_tokens_details':{'cached_tokens':80,'cache_write_tokens':5},
               'completion_tokens_details':{'reasoning_tokens':30}}}
            """);

    assertThat(pieces)
        .containsExactly(
            new Piece.Text(Piece.Kind.REASONING, "Hm."),
            new Piece.Text(Piece.Kind.CONTENT, "Looking."),
            new Piece.ToolCall(0, Optional.of("a"), Optional.of("f"), "{}"),
            new Piece.Signature("openai-chat:sig"),
            new Piece.ToolCall(1, Optional.of("b"), Optional.of("g"), "{}"),
            new Piece.Citation("https://example.org", "T"),
            new Piece.Used(new Usage(15, 80, 5, 20, 30, 2, List.of(), TOOK)),
            new Piece.Ended("tool_calls"));
  }

  @Test
  void aStreamIsTakenApart() {
    var pieces =
        stream(
            "{'id':'c','object':'chat.completion.chunk','choices':[{'index':0,'delta':{'role':'assistant','content':'','refusal':null},'finish_reason':null}],'usage':null}",
            "{'choices':[{'index':0,'delta':{'reasoning_content':'hm'}}]}",
            "{'choices':[{'index':0,'delta':{'content':'Hi'}},{'index':1,'delta':{'content':'no'}}]}",
            "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]}}]}",
            "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':null,'function':{'name':null,'arguments':'{'}}]}}]}",
            "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}}]}",
            "{'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}",
            "{'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5}}");

    assertThat(pieces)
        .containsExactly(
            new Piece.Text(Piece.Kind.REASONING, "hm"),
            new Piece.Text(Piece.Kind.CONTENT, "Hi"),
            new Piece.ToolCall(0, Optional.of("a"), Optional.of("f"), ""),
            new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "{"),
            new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "}"),
            new Piece.Used(Usage.ofTokens(3, 2, TOOK)),
            new Piece.Ended("tool_calls"));
  }

  @Test
  void theClosingMarkIsTheLastFrameAndMayBeMissing() {
    assertThat(reader.isMark(Frame.of("[DONE]"))).isTrue();
    assertThat(reader.isLast(Frame.of("[DONE]"))).isTrue();
    assertThat(reader.isLast(Frame.of(STOP))).isFalse();
    assertThat(stream(STOP)).containsExactly(new Piece.Ended("stop"));
  }

  @Test
  void thoughtsHaveTwoNamesAndAreReadOnce() {
    assertThat(
            stream(
                "{'choices':[{'delta':{'reasoning':'a'}}]}",
                "{'choices':[{'delta':{'reasoning':'b','reasoning_content':'b'}}]}",
                STOP))
        .startsWith(
            new Piece.Text(Piece.Kind.REASONING, "a"), new Piece.Text(Piece.Kind.REASONING, "b"));
  }

  @Test
  void contentMayBeAListOfParts() {
    assertThat(
            stream(
                "{'choices':[{'delta':{'content':[{'type':'thinking','thinking':[{'type':'text','text':'a'}]},{'type':'text','text':'b'}]}}]}",
                STOP))
        .startsWith(
            new Piece.Text(Piece.Kind.REASONING, "a"), new Piece.Text(Piece.Kind.CONTENT, "b"));
  }

  /** Each list of deltas has the same two calls, as different servers send them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // with an index each, from anywhere
        "[[{'index':1,'id':'a','function':{'name':'f','arguments':'{}'}}],[{'index':2,'id':'b','function':{'name':'g','arguments':'{}'}}]]",
        // in turns
        "[[{'index':0,'id':'a','function':{'name':'f'}}],[{'index':1,'id':'b','function':{'name':'g'}}],[{'index':0,'function':{'arguments':'{}'}}],[{'index':1,'function':{'arguments':'{}'}}]]",
        // all at once without an index
        "[[{'id':'a','function':{'name':'f','arguments':'{}'}},{'id':'b','function':{'name':'g','arguments':'{}'}}]]",
        // one after the other without an index
        "[[{'id':'a','function':{'name':'f','arguments':'{}'}}],[{'id':'b','function':{'name':'g','arguments':'{}'}}]]",
        // the same index to all
        "[[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}],[{'index':0,'id':'b','function':{'name':'g','arguments':'{}'}}]]",
        // id and name in every part
        "[[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}],[{'index':0,'id':'a','function':{'name':'f','arguments':'}'}}],[{'index':1,'id':'b','function':{'name':'g','arguments':'{}'}}]]",
        // arguments that are no text
        "[[{'index':0,'id':'a','function':{'name':'f','arguments':{}}}],[{'index':1,'id':'b','function':{'name':'g','arguments':{}}}]]"
      })
  void callsAreToldApartHoweverTheirPartsAreMarked(String deltas) {
    var transcript = new Transcript();
    Samples.json(deltas)
        .forEach(
            calls ->
                stream(List.of("{\"choices\":[{\"delta\":{\"tool_calls\":%s}}]}".formatted(calls)))
                    .forEach(transcript::add));

    assertThat(transcript.tools())
        .containsExactly(new Transcript.Tool("a", "f", "{}"), new Transcript.Tool("b", "g", "{}"));
  }

  @Test
  void aCallWithoutAnIdGetsOneOfItsOwn() {
    var pieces =
        whole(
            "{'id':'c','choices':[{'message':{'tool_calls':[{'function':{'name':'f','arguments':'{}'}},{'id':'','function':{'name':'f','arguments':'{}'}}]},'finish_reason':'stop'}]}");

    assertThat(pieces)
        .containsExactly(
            new Piece.ToolCall(0, Optional.of("call_c_0"), Optional.of("f"), "{}"),
            new Piece.ToolCall(1, Optional.of("call_c_1"), Optional.of("f"), "{}"),
            new Piece.Ended("tool_calls"));
  }

  @Test
  void aCallThatNamesNoToolIsBroken() {
    assertBroken(
        () -> stream("{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'a'}]}}]}"),
        FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void callsWithoutEndAreBroken() {
    var call = "{\"function\":{\"name\":\"f\"}}";
    var calls = String.join(",", Collections.nCopies(1_001, call));

    assertBroken(
        () -> stream("{'choices':[{'delta':{'tool_calls':[" + calls + "]}}]}"),
        FaultCode.PROVIDER_BROKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "stop, stop",
    "length, length",
    "model_length, length",
    "content_filter, content_filter",
    "tool_calls, tool_calls",
    "function_call, tool_calls",
    "insufficient_system_resource, insufficient_system_resource"
  })
  void theReasonOfTheEndIsUnderstood(String word, String reason) {
    assertThat(stream("{'choices':[{'delta':{},'finish_reason':'" + word + "'}]}"))
        .containsExactly(new Piece.Ended(reason));
  }

  @Test
  void aRefusalIsItsOwnReason() {
    assertThat(stream("{'choices':[{'delta':{'refusal':'No.'}}]}", STOP))
        .containsExactly(new Piece.Text(Piece.Kind.REFUSAL, "No."), new Piece.Ended("refusal"));
  }

  @Test
  void aReasonThatIsNoWordIsAnEndLikeOthers() {
    assertThat(stream("{'choices':[{'finish_reason':'" + "x".repeat(65) + "'}]}"))
        .containsExactly(new Piece.Ended("stop"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // reasoning within the output, and beside it
        "{'prompt_tokens':10,'completion_tokens':9,'total_tokens':19,'completion_tokens_details':{'reasoning_tokens':4}}"
            + " | 10 | 0 | 5 | 4",
        "{'prompt_tokens':10,'completion_tokens':9,'total_tokens':23,'completion_tokens_details':{'reasoning_tokens':4}}"
            + " | 10 | 0 | 9 | 4",
        // parts that are larger than the whole
        "{'prompt_tokens':10,'completion_tokens':9,'prompt_tokens_details':{'cached_tokens':11},'completion_tokens_details':{'reasoning_tokens':12}}"
            + " | 0 | 10 | 0 | 9",
        // DeepSeek's cache
        "{'prompt_tokens':10,'completion_tokens':9,'prompt_cache_hit_tokens':6} | 4 | 6 | 9 | 0",
        // no counts at all
        "{'prompt_tokens':'10','completion_tokens':-9,'prompt_tokens_details':[],'total_tokens':1e300}"
            + " | 0 | 0 | 0 | 0",
        "{} | 0 | 0 | 0 | 0"
      })
  void eachTokenIsCountedOnce(String usage, long input, long cached, long output, long reasoning) {
    assertThat(stream("{'choices':[],'usage':" + usage + "}", STOP))
        .startsWith(
            new Piece.Used(new Usage(input, cached, 0, output, reasoning, 1, List.of(), TOOK)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'object':'something.new','choices':{}}",
        "{'choices':[7,null,'x',[]]}",
        "{'choices':[{'index':'0','delta':[]}]}",
        "{'choices':[{'delta':{'content':7,'refusal':{},'reasoning':[],'annotations':'x'}}]}",
        "{'choices':[{'delta':{'content':null,'tool_calls':null,'annotations':[1,{}]}}]}",
        "{'choices':[{'delta':{'content':[1,{'text':2,'thinking':'x'}]}}]}",
        "{'choices':[{'finish_reason':1}],'usage':[]}",
        "{'error':null}"
      })
  void whatIsUnknownOrOfTheWrongTypeSaysNothing(String frame) {
    assertThat(stream(frame, STOP)).containsExactly(new Piece.Ended("stop"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'error':{'message':'key sk-1','type':'server_error','code':null}} | PROVIDER_BROKEN",
        "{'error':'out of luck at host-1'} | PROVIDER_BROKEN",
        "{'error':{'message':'slow','type':'requests','code':'rate_limit_exceeded'}} |"
            + " PROVIDER_BUSY",
        "{'error':{'message':'long','type':'invalid_request_error','code':'context_length_exceeded'}}"
            + " | PROVIDER_REJECTED",
        "{'object':'error','message':'long','type':'BadRequestError','code':400} |"
            + " PROVIDER_REJECTED"
      })
  void anErrorIsAFaultThatDoesNotQuoteIt(String error, FaultCode code) {
    assertBroken(() -> stream(error), code);
    assertBroken(() -> whole(error), code);
  }

  @Test
  void anEventOfTheNameOfAnErrorIsOne() {
    assertBroken(
        () -> reader.frame(new Frame("error", ""), Samples.json("{'code':503}")),
        FaultCode.PROVIDER_BUSY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "{'choices':[]}",
        "{'choices':{}}",
        "{'choices':[{'message':'Hi'}]}",
        "{'choices':[{'text':'Hi'}]}",
        "{'object':'list','data':[]}"
      })
  void aReplyOfAnotherKindIsBroken(String reply) {
    assertBroken(() -> whole(reply), FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void aStreamWithoutAReasonForItsEndIsBroken() {
    assertBroken(
        () -> stream(List.of("{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}"), true),
        FaultCode.PROVIDER_BROKEN);
  }

  private List<Piece> whole(String reply) {
    return reader.whole(Samples.json(reply));
  }

  private List<Piece> stream(String... frames) {
    return stream(List.of(frames).stream().map(frame -> frame.replace('\'', '"')).toList(), true);
  }

  private List<Piece> stream(List<String> frames) {
    return stream(frames, false);
  }

  private List<Piece> stream(List<String> frames, boolean ends) {
    var pieces = new ArrayList<Piece>();
    frames.forEach(frame -> pieces.addAll(reader.frame(Frame.of(frame), tree(frame))));
    if (ends) {
      pieces.addAll(reader.end());
    }
    return pieces;
  }

  private static JsonNode tree(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void assertBroken(Runnable call, FaultCode code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            FaultException.class,
            broken -> {
              assertThat(broken.fault().code()).isEqualTo(code);
              assertThat(broken.fault().message()).doesNotContain("sk-1", "host-1", "long", "slow");
            });
  }
}
