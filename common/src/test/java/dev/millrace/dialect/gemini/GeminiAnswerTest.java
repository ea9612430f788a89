package dev.millrace.dialect.gemini;

import static dev.millrace.dialect.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Dialects;
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

class GeminiAnswerTest {
  private static final Duration TOOK = Duration.ofMillis(5);

  @Test
  void aStreamIsReadFrameByFrame() {
    var pieces =
        read(
            """
            {'candidates':[{'content':{'parts':[{'text':'Let me see.','thought':true}],'role':'model'},'index':0}],
             'usageMetadata':{'promptTokenCount':14,'totalTokenCount':14},'modelVersion':'m','responseId':'r'}
            """,
            """
            {'candidates':[{'content':{'parts':[{'text':'A mill '},{'text':'race.'}],'role':'model'},'index':0}],
             'modelVersion':'m','responseId':'r'}
            """,
            """
            {'candidates':[{'content':{'parts':[{'text':'','thoughtSignature':'c2ln'}],'role':'model'},
              'finishReason':'STOP','index':0,'safetyRatings':[]}],
             'usageMetadata':{'promptTokenCount':14,'cachedContentTokenCount':4,'candidatesTokenCount':5,
               'thoughtsTokenCount':7,'toolUsePromptTokenCount':2,'totalTokenCount':28,
               'promptTokensDetails':[{'modality':'TEXT','tokenCount':14}]},'modelVersion':'m','responseId':'r'}
            """);

    assertThat(pieces)
        .containsExactly(
            new Piece.Text(Piece.Kind.REASONING, "Let me see."),
            new Piece.Used(new Usage(14, 0, 0, 0, 0, 1, List.of(), TOOK)),
            new Piece.Text(Piece.Kind.CONTENT, "A mill "),
            new Piece.Text(Piece.Kind.CONTENT, "race."),
            new Piece.Signature("gemini:c2ln"),
            new Piece.Used(new Usage(12, 4, 0, 5, 7, 1, List.of(), TOOK)),
            new Piece.Ended("stop"));
  }

  @Test
  void callsWithoutIdsGetOnesThatNoOtherAnswerHas() {
    var call =
        """
        {'candidates':[{'content':{'parts':[{'functionCall':{'name':'a','args':{'x':1}},
            'thoughtSignature':'c2ln'},{'functionCall':{'name':'b'}}]},'finishReason':'STOP'}],
         'responseId':'%s'}
        """;

    assertThat(whole(call.formatted("mAwq-1")))
        .containsExactly(
            call(0, "call_mAwq-1_0", "a", "{\"x\":1}"),
            new Piece.Signature("gemini:c2ln"),
            call(1, "call_mAwq-1_1", "b", "{}"),
            new Piece.Ended("tool_calls"));
    assertThat(whole(call.formatted("é \uD83D\uDE00" + "x".repeat(100))).getFirst())
        .isEqualTo(call(0, "call_" + "x".repeat(28) + "_0", "a", "{\"x\":1}"));
    assertThat(whole(call.formatted("")).getFirst()).isEqualTo(call(0, "call_0", "a", "{\"x\":1}"));
  }

  @Test
  void callsOfSeveralFramesAreCountedOn() {
    assertThat(
            read(
                "{'candidates':[{'content':{'parts':[{'functionCall':{'id':'p','name':'a','args':{}}}]}}]}",
                "{'candidates':[{'content':{'parts':[{'functionCall':{'id':'q','name':'a','args':{}}}]}}]}",
                "{'candidates':[{'finishReason':'STOP'}]}"))
        .containsExactly(
            call(0, "p", "a", "{}"), call(1, "q", "a", "{}"), new Piece.Ended("tool_calls"));
  }

  private static Piece call(int index, String id, String name, String arguments) {
    return new Piece.ToolCall(index, Optional.of(id), Optional.of(name), arguments);
  }

  @Test
  void aSourceIsNamedOnce() {
    var chunk =
        "{'candidates':[{'content':{'parts':[{'text':'a'}]},'groundingMetadata':{'groundingChunks':["
            + "{'web':{'uri':'https://example.org','title':'Example'}},{'retrievedContext':{}}]}%s}]}";

    assertThat(read(chunk.formatted(""), chunk.formatted(",'finishReason':'STOP'")))
        .filteredOn(Piece.Citation.class::isInstance)
        .containsExactly(new Piece.Citation("https://example.org", "Example"));
  }

  @ParameterizedTest
  @CsvSource({
    "STOP,stop",
    "MAX_TOKENS,length",
    "SAFETY,content_filter",
    "RECITATION,content_filter",
    "BLOCKLIST,content_filter",
    "PROHIBITED_CONTENT,content_filter",
    "SPII,content_filter",
    "LANGUAGE,content_filter",
    "IMAGE_SAFETY,content_filter",
    "MALFORMED_FUNCTION_CALL,malformed_function_call",
    "OTHER,other",
    "SOMETHING_NEW,stop"
  })
  void everyReasonOfAnEndHasAWord(String reason, String word) {
    assertThat(whole("{'candidates':[{'finishReason':'" + reason + "'}]}"))
        .containsExactly(new Piece.Ended(word));
  }

  @ParameterizedTest
  @CsvSource({
    "stop,STOP",
    "tool_calls,STOP",
    "stop_sequence,STOP",
    "pause,STOP",
    "length,MAX_TOKENS",
    "content_filter,SAFETY",
    "refusal,SAFETY",
    "malformed_function_call,MALFORMED_FUNCTION_CALL",
    "other,OTHER",
    "eos,STOP"
  })
  void everyWordOfAnEndHasAReason(String word, String reason) {
    assertThat(FinishReason.write(word)).isEqualTo(reason);
  }

  @Test
  void aQuestionThatIsBlockedIsFiltered() {
    var blocked =
        "{'promptFeedback':{'blockReason':'SAFETY'},'usageMetadata':{'promptTokenCount':3}}";
    var used = new Piece.Used(new Usage(3, 0, 0, 0, 0, 1, List.of(), TOOK));

    assertThat(whole(blocked)).containsExactly(used, new Piece.Ended("content_filter"));
    assertThat(read(blocked)).containsExactly(used, new Piece.Ended("content_filter"));
  }

  @Test
  void onlyTheFirstOfSeveralAnswersIsRead() {
    assertThat(
            whole(
                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'STOP','index':0},"
                    + "{'content':{'parts':[{'text':'b'}]},'finishReason':'SAFETY','index':1}]}"))
        .containsExactly(new Piece.Text(Piece.Kind.CONTENT, "a"), new Piece.Ended("stop"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'event':'ping'}",
        "{'candidates':[]}",
        "{'candidates':'none'}",
        "{'candidates':[3]}",
        "{'candidates':[{'content':3}]}",
        "{'candidates':[{'content':{'parts':'text'}}]}",
        "{'candidates':[{'content':{'parts':[3,null,{}]}}]}",
        "{'candidates':[{'content':{'parts':[{'text':3,'thoughtSignature':{}}]}}]}",
        "{'candidates':[{'content':{'parts':[{'inlineData':{'data':'AAEC'}}]}}]}",
        "{'candidates':[{'content':{'parts':[{'executableCode':{'code':'1'}}]}}]}",
        "{'candidates':[{'finishReason':3,'groundingMetadata':{'groundingChunks':[{'web':{'uri':1}}]}}]}",
        "{'usageMetadata':'many','promptFeedback':[]}"
      })
  void whatIsNotKnownSaysNothing(String frame) {
    var reader = Dialects.GEMINI.answerReader(() -> TOOK);

    assertThat(reader.frame(Frame.of(frame), json(frame))).isEmpty();
    assertThatThrownBy(reader::end).isInstanceOf(FaultException.class);
  }

  @Test
  void countsThatAreNoneCountNone() {
    assertThat(
            whole(
                "{'candidates':[{'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':-1,"
                    + "'cachedContentTokenCount':5,'candidatesTokenCount':'x','thoughtsTokenCount':1e300}}"))
        .contains(new Piece.Used(new Usage(0, 0, 0, 0, 0, 1, List.of(), TOOK)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'code':503,'message':'secret-host','status':'UNAVAILABLE'}|PROVIDER_BUSY",
        "{'code':429,'message':'secret-host','status':'RESOURCE_EXHAUSTED'}|PROVIDER_BUSY",
        "{'status':'RESOURCE_EXHAUSTED','message':'secret-host'}|PROVIDER_BUSY",
        "{'code':400,'message':'secret-host','status':'INVALID_ARGUMENT'}|PROVIDER_REJECTED",
        "{'code':403,'message':'secret-host','status':'PERMISSION_DENIED'}|PROVIDER_REFUSED_US",
        "{'code':400,'status':'INVALID_ARGUMENT','message':'secret-host','details':[{'reason':'API_KEY_INVALID'}]}|PROVIDER_REFUSED_US",
        "{'code':500,'message':'secret-host','status':'INTERNAL'}|PROVIDER_BROKEN",
        "'secret-host'|PROVIDER_BROKEN"
      })
  void anErrorIsAFaultThatQuotesNothing(String error, FaultCode code) {
    for (var reading :
        List.<Runnable>of(
            () -> whole("{'error':" + error + "}"), () -> read("{'error':" + error + "}"))) {
      assertThatThrownBy(reading::run)
          .isInstanceOfSatisfying(
              FaultException.class, fault -> assertThat(fault.fault().code()).isEqualTo(code))
          .hasMessageNotContaining("secret-host");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'functionCall':{'args':{}}}",
        "{'functionCall':{'name':3}}",
        "{'functionCall':{'name':'','args':{}}}",
        "{'functionCall':{'name':'f','args':'{}'}}"
      })
  void aCallThatIsNoneIsBroken(String part) {
    assertThatThrownBy(() -> whole("{'candidates':[{'content':{'parts':[" + part + "]}}]}"))
        .isInstanceOfSatisfying(
            FaultException.class,
            fault -> assertThat(fault.fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN));
  }

  private static List<Piece> whole(String text) {
    return Dialects.GEMINI.answerReader(() -> TOOK).whole(json(text));
  }

  private static List<Piece> read(String... frames) {
    var reader = Dialects.GEMINI.answerReader(() -> TOOK);
    var pieces = new ArrayList<Piece>();
    for (var frame : frames) {
      pieces.addAll(reader.frame(Frame.of(frame), json(frame)));
    }
    pieces.addAll(reader.end());
    return pieces;
  }
}
