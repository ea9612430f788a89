package dev.millrace.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers say. Bodies are written with single quotes for double ones. */
class ReadingTest {
  @Test
  void aTextIsAQuestionOfTheUsers() {
    assertThat(read("{'input':'Hello'}").turns()).containsExactly(Samples.asked("Hello"));
  }

  @Test
  void instructionsComeFirst() {
    assertThat(read("{'instructions':'Be brief.','input':'Hello'}").turns())
        .containsExactly(turn(Role.SYSTEM, text("Be brief.")), Samples.asked("Hello"));
  }

  @Test
  void rolesAreKept() {
    var conversation =
        read(
            """
            {'input':[
              {'role':'system','content':'s'},
              {'type':'message','role':'developer','content':[{'type':'input_text','text':'d'}]},
              {'role':'user','content':'u'},
              {'role':'assistant','content':'a'}]}\
            """);

    assertThat(conversation.turns())
        .containsExactly(
            turn(Role.SYSTEM, text("s")),
            turn(Role.DEVELOPER, text("d")),
            turn(Role.USER, text("u")),
            turn(Role.ASSISTANT, text("a")));
  }

  @Test
  void picturesAndDocumentsAreRead() {
    var conversation =
        read(
            """
            {'input':[{'role':'user','content':[
              {'type':'input_image','image_url':'https://example.org/a.png','detail':'low'},
              {'type':'input_image','image_url':'data:image/png;base64,QUJD','detail':'auto'},
              {'type':'input_file','filename':'a.pdf','file_data':'data:application/pdf;base64,QUJD'},
              {'type':'input_file','file_url':'https://example.org/b.pdf'}]}]}\
            """);

    assertThat(conversation.turns())
        .containsExactly(
            turn(
                Role.USER,
                new Part.Image(url("https://example.org/a.png"), Optional.of("low")),
                new Part.Image(new Part.Source.Data("image/png", "QUJD"), Optional.empty()),
                new Part.Document(
                    new Part.Source.Data("application/pdf", "QUJD"), Optional.of("a.pdf")),
                new Part.Document(url("https://example.org/b.pdf"), Optional.empty())));
  }

  @Test
  void theItemsOfAnEarlierAnswerAreOneTurnAndItsResultsAnother() {
    var conversation =
        read(
            """
            {'input':[
              {'role':'user','content':'Weather?'},
              {'type':'reasoning','id':'rs_1','encrypted_content':'c2ln','summary':[
                {'type':'summary_text','text':'One.'},{'type':'summary_text','text':'Two.'}]},
              {'type':'message','id':'msg_1','status':'completed','role':'assistant','content':[
                {'type':'output_text','text':'Looking.','annotations':[],'logprobs':[]},
                {'type':'refusal','refusal':'Not there.'}]},
              {'type':'function_call','id':'fc_1','call_id':'c1','name':'weather',
                'arguments':'{\\"city\\":\\"Rome\\"}','status':'completed'},
              {'type':'function_call','call_id':'c2','name':'clock','arguments':''},
              {'type':'function_call_output','call_id':'c1','output':'sunny'},
              {'type':'function_call_output','call_id':'c2','output':[
                {'type':'input_text','text':'noon'},
                {'type':'input_image','image_url':'https://example.org/a.png'}]},
              {'role':'user','content':'Thanks'}]}\
            """);

    assertThat(conversation.turns())
        .containsExactly(
            Samples.asked("Weather?"),
            turn(
                Role.ASSISTANT,
                new Part.Reasoning("One.\n\nTwo.", Optional.of("openai-responses:c2ln")),
                text("Looking."),
                new Part.Refusal("Not there."),
                new Part.ToolUse("c1", "weather", "{\"city\":\"Rome\"}", Optional.empty()),
                new Part.ToolUse("c2", "clock", "{}", Optional.empty())),
            turn(
                Role.USER,
                new Part.ToolResult("c1", List.of(text("sunny")), false),
                new Part.ToolResult(
                    "c2",
                    List.of(
                        text("noon"),
                        new Part.Image(url("https://example.org/a.png"), Optional.empty())),
                    false)),
            Samples.asked("Thanks"));
  }

  @Test
  void aSignatureRightAfterACallIsTheCalls() {
    var conversation =
        read(
            """
            {'input':[
              {'type':'function_call','call_id':'c1','name':'weather','arguments':'{}'},
              {'type':'reasoning','summary':[],'encrypted_content':'c2ln'},
              {'type':'reasoning','summary':[],'encrypted_content':'b3RoZXI='}]}\
            """);

    assertThat(conversation.turns())
        .containsExactly(
            turn(
                Role.ASSISTANT,
                new Part.ToolUse("c1", "weather", "{}", Optional.of("openai-responses:c2ln")),
                new Part.Reasoning("", Optional.of("openai-responses:b3RoZXI="))));
  }

  @Test
  void aConversationWithSignedThoughtsAndCallsIsReadAgainAsItWasWritten() {
    var conversation =
        Conversation.draft()
            .turn(Samples.asked("Weather?"))
            .turn(
                Role.ASSISTANT,
                new Part.Reasoning("Hm.", Optional.of("openai-responses:c2ln")),
                new Part.ToolUse("c1", "weather", "{}", Optional.of("openai-responses:Y2FsbA==")))
            .turn(Role.USER, new Part.ToolResult("c1", List.of(text("sunny")), false))
            .done();

    var body = Dialects.RESPONSES.write(conversation, "some-model");

    assertThat(Dialects.RESPONSES.read(body)).isEqualTo(conversation);
  }

  @Test
  void toolsAreRead() {
    var conversation =
        read(
            """
            {'input':'x','parallel_tool_calls':true,'tool_choice':{'type':'function','name':'a'},
             'tools':[
              {'type':'function','name':'a','description':'A.','parameters':{'type':'object'},'strict':true},
              {'type':'function','name':'b','parameters':null,'strict':null},
              {'type':'function','name':'c','strict':false},
              {'type':'web_search','search_context_size':'medium'},
              {'type':'code_interpreter','container':{'type':'auto'}}]}\
            """);

    assertThat(conversation.tools())
        .containsExactly(
            new Tool.Function(
                "a",
                Optional.of("A."),
                Optional.of(Samples.json("{'type':'object'}")),
                Optional.of(true)),
            bare("b"),
            bare("c"),
            new Tool.Hosted(Tool.Kind.WEB_SEARCH),
            new Tool.Hosted(Tool.Kind.CODE_EXECUTION));
    assertThat(conversation.toolChoice()).contains(new ToolChoice.Named("a"));
    assertThat(conversation.parallelTools()).contains(true);
  }

  @Test
  void whatTheModelIsToldOfItsAnswerIsRead() {
    var conversation =
        read(
            """
            {'input':'x','temperature':0.5,'top_p':0.9,'max_output_tokens':64,'stream':true,
             'stream_options':{'include_obfuscation':false},'safety_identifier':'u1',
             'reasoning':{'effort':'low','summary':'detailed'},
             'text':{'verbosity':'medium','format':{'type':'json_schema','name':'n',
               'description':'d','schema':{'type':'object'},'strict':true}}}\
            """);

    assertThat(conversation.sampling().temperature()).contains(0.5);
    assertThat(conversation.sampling().topP()).contains(0.9);
    assertThat(conversation.maxTokens()).contains(64L);
    assertThat(conversation.streamed()).isTrue();
    assertThat(conversation.user()).contains("u1");
    assertThat(conversation.reasoning()).contains(Reasoning.of(Reasoning.Effort.LOW, true));
    assertThat(conversation.format())
        .contains(
            new Format.JsonSchema(
                "n", Optional.of("d"), Samples.json("{'type':'object'}"), Optional.of(true)));
  }

  @Test
  void whatIsOnlyForThePlatformOrHoldsAnywayIsLeftOut() {
    var conversation =
        read(
            """
            {'model':'m','input':'x','metadata':{'a':'b'},'store':true,'background':true,
             'include':['reasoning.encrypted_content','web_search_call.action.sources'],
             'truncation':'disabled','service_tier':'auto','top_logprobs':0,
             'prompt_cache_key':'k','reasoning':{},'text':{'format':{'type':'text'}},
             'previous_response_id':null,'tools':[],'instructions':null,'max_tool_calls':null}\
            """);

    assertThat(conversation).isEqualTo(Conversation.draft().turn(Samples.asked("x")).done());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          input                        | {}
          input                        | {'input':''}
          input                        | {'input':[]}
          input                        | {'input':3}
          input[0]                     | {'input':['x']}
          input[0].role                | {'input':[{'content':'x'}]}
          input[0].role                | {'input':[{'role':'tool','content':'x'}]}
          input[0].content             | {'input':[{'role':'user'}]}
          input[0].content             | {'input':[{'role':'user','content':''}]}
          input[0].content             | {'input':[{'role':'user','content':[]}]}
          input[0].content             | {'input':[{'role':'user','content':{'type':'input_text'}}]}
          input[0].content[0].text     | {'input':[{'role':'user','content':[{'type':'input_text','text':3}]}]}
          input[0].content[0].image_url | {'input':[{'role':'user','content':[{'type':'input_image','image_url':'ftp://x'}]}]}
          input[0].content[0].file_data | {'input':[{'role':'user','content':[{'type':'input_file','filename':'x'}]}]}
          input[0].content[0].file_url | {'input':[{'role':'user','content':[{'type':'input_file','file_url':'https://x','file_data':'data:a/b;base64,QQ=='}]}]}
          input[0].call_id             | {'input':[{'type':'function_call','name':'n','arguments':'{}'}]}
          input[0].call_id             | {'input':[{'type':'function_call','call_id':'','name':'n','arguments':'{}'}]}
          input[0].name                | {'input':[{'type':'function_call','call_id':'c','arguments':'{}'}]}
          input[0].arguments           | {'input':[{'type':'function_call','call_id':'c','name':'n','arguments':'[1]'}]}
          input[0].arguments           | {'input':[{'type':'function_call','call_id':'c','name':'n','arguments':{}}]}
          input[0].call_id             | {'input':[{'type':'function_call_output','call_id':'c','output':'x'}]}
          input[0].summary[0].type     | {'input':[{'type':'reasoning','summary':[{'type':'text','text':'x'}]}]}
          temperature                  | {'input':'x','temperature':'hot'}
          max_output_tokens            | {'input':'x','max_output_tokens':0}
          max_output_tokens            | {'input':'x','max_output_tokens':1.5}
          stream                       | {'input':'x','stream':'yes'}
          store                        | {'input':'x','store':'yes'}
          tools                        | {'input':'x','tools':{}}
          tools[0].name                | {'input':'x','tools':[{'type':'function'}]}
          tools[0].parameters          | {'input':'x','tools':[{'type':'function','name':'n','parameters':[]}]}
          tool_choice                  | {'input':'x','tool_choice':'some'}
          text.format.schema           | {'input':'x','text':{'format':{'type':'json_schema','name':'n'}}}
          reasoning.effort             | {'input':'x','reasoning':{'effort':'enormous'}}
          reasoning.summary            | {'input':'x','reasoning':{'summary':'long'}}
          """)
  void whatIsWrongIsRefusedByItsName(String field, String body) {
    refuses(FaultCode.MALFORMED, field, body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          previous_response_id         | {'input':'x','previous_response_id':'resp_1'}
          conversation                 | {'input':'x','conversation':{'id':'conv_1'}}
          prompt                       | {'input':'x','prompt':{'id':'p'}}
          seed                         | {'input':'x','seed':3}
          max_tool_calls               | {'input':'x','max_tool_calls':3}
          top_logprobs                 | {'input':'x','top_logprobs':2}
          truncation                   | {'input':'x','truncation':'auto'}
          service_tier                 | {'input':'x','service_tier':'flex'}
          include[1]                   | {'input':'x','include':['reasoning.encrypted_content','message.output_text.logprobs']}
          text.verbosity               | {'input':'x','text':{'verbosity':'low'}}
          text.format.type             | {'input':'x','text':{'format':{'type':'grammar'}}}
          reasoning.mode               | {'input':'x','reasoning':{'mode':'pro'}}
          tools[0].type                | {'input':'x','tools':[{'type':'computer_use_preview'}]}
          tools[0].user_location       | {'input':'x','tools':[{'type':'web_search','user_location':{'type':'approximate'}}]}
          tools[0].container           | {'input':'x','tools':[{'type':'code_interpreter','container':'cntr_1'}]}
          tools[0].container.file_ids  | {'input':'x','tools':[{'type':'code_interpreter','container':{'type':'auto','file_ids':['f']}}]}
          tool_choice.type             | {'input':'x','tool_choice':{'type':'allowed_tools'}}
          stream_options.include_usage | {'input':'x','stream_options':{'include_usage':true}}
          input[0].type                | {'input':[{'type':'item_reference','id':'msg_1'}]}
          input[0].type                | {'input':[{'type':'web_search_call','id':'ws_1'}]}
          input[0].phase               | {'input':[{'role':'assistant','content':'x','phase':'commentary'}]}
          input[0].content[0].type     | {'input':[{'role':'user','content':[{'type':'input_audio'}]}]}
          input[0].content[0].file_id  | {'input':[{'role':'user','content':[{'type':'input_image','file_id':'f'}]}]}
          input[0].content[0].detail   | {'input':[{'role':'user','content':[{'type':'input_image','image_url':'https://x','detail':'original'}]}]}
          """)
  void whatCannotBeCarriedOverIsRefusedByItsName(String field, String body) {
    refuses(FaultCode.FIELD_UNSUPPORTED, field, body);
  }

  @Test
  void aResultThatComesTwiceIsRefused() {
    refuses(
        FaultCode.MALFORMED,
        "input[2].call_id",
        """
        {'input':[
          {'type':'function_call','call_id':'c','name':'n','arguments':'{}'},
          {'type':'function_call_output','call_id':'c','output':'x'},
          {'type':'function_call_output','call_id':'c','output':'y'}]}\
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          input             | {}
          input             | {'input':''}
          input             | {'input':[]}
          input             | {'input':{}}
          stream            | {'input':'x','stream':1}
          background        | {'input':'x','background':'yes'}
          model             | {'input':'x','model':3}
          max_output_tokens | {'input':'x','max_output_tokens':-1}
          max_output_tokens | {'input':'x','max_output_tokens':'many'}
          """)
  void whatNoServerTakesIsFoundQuickly(String field, String body) {
    assertThatThrownBy(() -> Dialects.RESPONSES.check(body(body)))
        .isInstanceOfSatisfying(
            FaultException.class, refusal -> assertRefused(refusal, FaultCode.MALFORMED, field));
  }

  private static void refuses(FaultCode code, String field, String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            FaultException.class, refusal -> assertRefused(refusal, code, field));
  }

  private static void assertRefused(FaultException refusal, FaultCode code, String field) {
    assertThat(refusal.fault().details()).containsEntry("param", field);
    assertThat(refusal.fault().code()).isEqualTo(code);
  }

  private static Conversation read(String body) {
    return Dialects.RESPONSES.read(body(body));
  }

  private static ObjectNode body(String body) {
    return (ObjectNode) Samples.json(body);
  }

  private static Turn turn(Role role, Part... parts) {
    return new Turn(role, List.of(parts));
  }

  private static Part text(String text) {
    return Samples.text(text);
  }

  private static Part.Source url(String url) {
    return new Part.Source.Url(url);
  }

  private static Tool bare(String name) {
    return new Tool.Function(name, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
