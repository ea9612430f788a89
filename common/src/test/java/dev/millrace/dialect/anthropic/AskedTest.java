package dev.millrace.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Reasoning.Effort;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Anthropic's clients ask. */
class AskedTest {
  private static final String HELLO = "'messages':[{'role':'user','content':'Hello'}]";

  /** A call of a coding assistant on the command line, with all that it sends. */
  private static final String OF_A_CODING_ASSISTANT =
      """
      {'model':'acme/writer','max_tokens':32000,'stream':true,
       'metadata':{'user_id':'user_1_session_2'},
       'system':[{'type':'text','text':'You are a coder.','cache_control':{'type':'ephemeral'}},
                 {'type':'text','text':'Be brief.','cache_control':{'type':'ephemeral','ttl':'1h'}}],
       'thinking':{'type':'adaptive','display':'omitted'},
       'output_config':{'effort':'high'},
       'context_management':{'edits':[{'type':'clear_thinking_20251015','keep':'all'}]},
       'tools':[{'name':'Read','description':'Reads a file.','eager_input_streaming':true,
                 'input_schema':{'type':'object','properties':{'path':{'type':'string'}}}}],
       'messages':[
        {'role':'user','content':[{'type':'text','text':'Compare a and b.'}]},
        {'role':'system','content':[{'type':'text','text':'Today is Monday.'}]},
        {'role':'assistant','content':[
          {'type':'thinking','thinking':'Read both.','signature':'c2ln'},
          {'type':'redacted_thinking','data':'ZW5j'},
          {'type':'text','text':'Let me look.','citations':null},
          {'type':'tool_use','id':'toolu_1','name':'Read','input':{'path':'a'},
           'caller':{'type':'direct'}},
          {'type':'tool_use','id':'toolu_2','name':'Read','input':{'path':'b'}}]},
        {'role':'user','content':[
          {'type':'tool_result','tool_use_id':'toolu_1','content':'one'},
          {'type':'tool_result','tool_use_id':'toolu_2','is_error':true,'content':[
            {'type':'text','text':'no such file','cache_control':{'type':'ephemeral'}}]},
          {'type':'text','text':'Go on.'}]}]}
      """;

  @Test
  void aCallOfACodingAssistantIsReadWhole() {
    var read = read(OF_A_CODING_ASSISTANT);

    assertThat(read.turns())
        .containsExactly(
            new Turn(Role.SYSTEM, List.of(text("You are a coder."), text("Be brief."))),
            Samples.asked("Compare a and b."),
            new Turn(Role.SYSTEM, List.of(text("Today is Monday."))),
            new Turn(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("Read both.", Optional.of("anthropic:c2ln")),
                    new Part.Reasoning("", Optional.of("anthropic:redacted_thinking:ZW5j")),
                    text("Let me look."),
                    new Part.ToolUse("toolu_1", "Read", "{\"path\":\"a\"}", Optional.empty()),
                    new Part.ToolUse("toolu_2", "Read", "{\"path\":\"b\"}", Optional.empty()))),
            new Turn(
                Role.USER,
                List.of(
                    new Part.ToolResult("toolu_1", List.of(text("one")), false),
                    new Part.ToolResult("toolu_2", List.of(text("no such file")), true),
                    text("Go on."))));
    assertThat(read.reasoning()).contains(Reasoning.of(Effort.HIGH, false));
    assertThat(read.user()).contains("user_1_session_2");
    assertThat(read.maxTokens()).contains(32_000L);
    assertThat(read.streamed()).isTrue();
    assertThat(read.tools()).hasSize(1);
  }

  @Test
  void picturesAndDocumentsAreRead() {
    var read =
        read(
            """
            {'max_tokens':9,'messages':[{'role':'user','content':[
              {'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}},
              {'type':'image','source':{'type':'url','url':'https://example.org/a.png'}},
              {'type':'image_url','image_url':{'url':'data:image/gif;base64,BBBB','detail':'low'}},
              {'type':'document','title':'T','citations':{'enabled':false},
               'source':{'type':'base64','media_type':'application/pdf','data':'CCCC'}},
              {'type':'document','source':{'type':'url','url':'https://example.org/a.pdf'}},
              {'type':'document','source':{'type':'text','media_type':'text/plain','data':'wörd'}}]}]}
            """);

    assertThat(read.turns().getFirst().parts())
        .containsExactly(
            new Part.Image(new Part.Source.Data("image/png", "AAAA"), Optional.empty()),
            new Part.Image(new Part.Source.Url("https://example.org/a.png"), Optional.empty()),
            new Part.Image(new Part.Source.Data("image/gif", "BBBB"), Optional.of("low")),
            new Part.Document(new Part.Source.Data("application/pdf", "CCCC"), Optional.of("T")),
            new Part.Document(new Part.Source.Url("https://example.org/a.pdf"), Optional.empty()),
            new Part.Document(
                new Part.Source.Data(
                    "text/plain",
                    Base64.getEncoder().encodeToString("wörd".getBytes(StandardCharsets.UTF_8))),
                Optional.empty()));
  }

  @Test
  void aResultMayHaveNoContentOrAPicture() {
    var read =
        read(
            """
            {'messages':[
              {'role':'assistant','content':[
                {'type':'tool_use','id':'a','name':'f','input':{}},
                {'type':'tool_use','id':'b','name':'f','input':{}}]},
              {'role':'user','content':[
                {'type':'tool_result','tool_use_id':'a'},
                {'type':'tool_result','tool_use_id':'b','content':[{'type':'image',
                  'source':{'type':'base64','media_type':'image/png','data':'AAAA'}}]}]}]}
            """);

    assertThat(read.turns().getLast().parts())
        .containsExactly(
            new Part.ToolResult("a", List.of(), false),
            new Part.ToolResult(
                "b",
                List.of(
                    new Part.Image(new Part.Source.Data("image/png", "AAAA"), Optional.empty())),
                false));
  }

  @Test
  void hostedToolsAreToldFromTheCallersOwn() {
    var read =
        read(
            """
            {%s,'tools':[
              {'type':'web_search_20250305','name':'web_search'},
              {'type':'code_execution_20250825','name':'code_execution'},
              {'name':'googleSearch'},
              {'type':'function','function':{'name':'googleSearch'}},
              {'type':'custom','name':'f','input_schema':{'type':'object'},'strict':true,
               'cache_control':{'type':'ephemeral'}}]}
            """
                .formatted(HELLO));

    var search = new Tool.Hosted(Tool.Kind.WEB_SEARCH);
    assertThat(read.tools())
        .containsExactly(
            search,
            new Tool.Hosted(Tool.Kind.CODE_EXECUTION),
            search,
            search,
            new Tool.Function(
                "f",
                Optional.empty(),
                Optional.of(Samples.json("{'type':'object'}")),
                Optional.of(true)));
  }

  @Test
  void parallelCallsMayBeForbiddenBesideAnyChoice() {
    var read =
        read("{%s,'tool_choice':{'type':'any','disable_parallel_tool_use':true}}".formatted(HELLO));

    assertThat(read.toolChoice()).contains(new ToolChoice.Required());
    assertThat(read.parallelTools()).contains(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'thinking':{'type':'enabled','budget_tokens':2000} | | 2000 | true",
        "'thinking':{'type':'enabled','budget_tokens':2000,'display':'omitted'} | | 2000 | false",
        "'thinking':{'type':'adaptive'} | | | true",
        "'thinking':{'type':'adaptive'},'output_config':{'effort':'max'} | XHIGH | | true",
        "'thinking':{'type':'disabled'},'output_config':{'effort':'high'} | NONE | | false",
        "'output_config':{'effort':'low'} | LOW | | false",
        "'reasoning_effort':'high','include_thoughts':true | HIGH | | true",
        "'include_thoughts':true | | | true",
      })
  void howMuchToThinkIsSaidInManyWays(String field, Effort effort, Long budget, boolean shown) {
    var read = read("{" + HELLO + "," + field + "}");

    assertThat(read.reasoning())
        .contains(new Reasoning(Optional.ofNullable(effort), Optional.ofNullable(budget), shown));
  }

  @Test
  void aSchemaIsReadFromItsOldPlaceToo() {
    var format = "{'type':'json_schema','schema':{'type':'object'}}";
    var schema =
        new Format.JsonSchema(
            "answer", Optional.empty(), Samples.json("{'type':'object'}"), Optional.of(true));

    assertThat(read("{" + HELLO + ",'output_config':{'format':" + format + "}}").format())
        .contains(schema);
    assertThat(read("{" + HELLO + ",'output_format':" + format + "}").format()).contains(schema);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'messages':[]} | messages",
        "{'messages':'Hi'} | messages",
        "{'messages':[{'role':'user','content':''}]} | messages[0].content",
        "{'messages':[{'role':'user','content':[]}]} | messages[0].content",
        "{'messages':[{'role':'user'}]} | messages[0].content",
        "{'messages':[{'role':'tool','content':'x'}]} | messages[0].role",
        "{'messages':['Hi']} | messages[0]",
        "{'messages':[{'role':'user','content':[{'type':'text','text':''}]}]} |"
            + " messages[0].content[0].text",
        "{'messages':[{'role':'user','content':[{'type':'text','text':7}]}]} |"
            + " messages[0].content[0].text",
        "{'messages':[{'role':'user','content':[{'text':'x'}]}]} | messages[0].content[0].type",
        "{'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'a'}]}]} |"
            + " messages[0].content[0].tool_use_id",
        "{'messages':[{'role':'user','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]}]}"
            + " | messages[0].content[0].type",
        "{'messages':[{'role':'assistant','content':[{'type':'tool_use','name':'f','input':{}}]}]}"
            + " | messages[0].content[0].id",
        "{'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'','input':{}}]}]}"
            + " | messages[0].content[0].name",
        "{'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':'{}'}]}]}"
            + " | messages[0].content[0].input",
        "{'messages':[{'role':'system','content':[{'type':'image','source':{'type':'url','url':'https://a.b/c'}}]}]}"
            + " | messages[0].content[0].type",
        "{'messages':[{'role':'user','content':[{'type':'image','source':{'type':'url'}}]}]} |"
            + " messages[0].content[0].source.url",
      })
  void whatIsNoConversationIsRefusedByItsField(String body, String field) {
    assertRefused(body, FaultCode.MALFORMED, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'temperature':1.5 | temperature",
        "'top_p':'high' | top_p",
        "'top_k':1.5 | top_k",
        "'stop_sequences':[1] | stop_sequences[0]",
        "'stream':'yes' | stream",
        "'max_tokens':0 | max_tokens",
        "'system':7 | system",
        "'tools':{} | tools",
        "'tools':[{'name':'f'}] | tools[0].input_schema",
        "'tools':[{'name':'f','input_schema':'x'}] | tools[0].input_schema",
        "'tool_choice':{'type':'some'} | tool_choice.type",
        "'tool_choice':{'type':'tool'} | tool_choice.name",
        "'tool_choice':'auto' | tool_choice",
        "'thinking':{'type':'enabled'} | thinking.budget_tokens",
        "'thinking':{'type':'enabled','budget_tokens':0} | thinking.budget_tokens",
        "'thinking':{'type':'adaptive','display':'loud'} | thinking.display",
        "'output_config':{'effort':'none'} | output_config.effort",
        "'output_config':{'format':{'type':'json_object'}} | output_config.format.type",
        "'output_config':{'format':{'type':'json_schema'}} | output_config.format.schema",
        "'reasoning_effort':'huge' | reasoning_effort",
        "'metadata':{'user_id':7} | metadata.user_id",
      })
  void aFieldOfTheWrongKindIsRefusedByName(String field, String name) {
    assertRefused("{" + HELLO + "," + field + "}", FaultCode.MALFORMED, name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'container':'c' | container",
        "'mcp_servers':[{'type':'url'}] | mcp_servers",
        "'service_tier':'priority' | service_tier",
        "'speed':'fast' | speed",
        "'context_management':{'edits':[{'type':'clear_tool_uses_20250919'}]} |"
            + " context_management.edits[0].type",
        "'context_management':{'edits':[{'type':'clear_thinking_20251015'}]} |"
            + " context_management.edits[0]",
        "'thinking':{'type':'between_tools'} | thinking.type",
        "'output_config':{'task_budget':{'type':'tokens'}} | output_config.task_budget",
        "'tools':[{'type':'bash_20250124','name':'bash'}] | tools[0].type",
        "'tools':[{'type':'web_search_20250305','name':'web_search','max_uses':3}] |"
            + " tools[0].max_uses",
        "'tools':[{'name':'f','input_schema':{},'input_examples':[{}]}] | tools[0].input_examples",
        "'tools':[{'type':'function','function':{'name':'f'}}] | tools[0].function.name",
      })
  void aFieldThatCannotBeCarriedOverIsRefusedByName(String field, String name) {
    assertRefused("{" + HELLO + "," + field + "}", FaultCode.FIELD_UNSUPPORTED, name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'type':'search_result','source':'x'} | type",
        "{'type':'image','source':{'type':'file','file_id':'f'}} | source.type",
        "{'type':'document','source':{'type':'content','content':'x'}} | source.type",
        "{'type':'document','context':'x','source':{'type':'url','url':'https://a.b/c'}} | context",
        "{'type':'document','citations':{'enabled':true},'source':{'type':'url','url':'https://a.b/c'}}"
            + " | citations",
        "{'type':'text','text':'x','made_up':1} | made_up",
      })
  void aBlockThatCannotBeCarriedOverIsRefusedByName(String block, String field) {
    assertRefused(
        "{'messages':[{'role':'user','content':[" + block + "]}]}",
        FaultCode.FIELD_UNSUPPORTED,
        "messages[0].content[0]." + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'max_tokens':1} | messages",
        "{'max_tokens':1,'messages':{}} | messages",
        "{'max_tokens':1,'messages':[]} | messages",
        "{'messages':[{}]} | max_tokens",
        "{'messages':[{}],'max_tokens':0} | max_tokens",
        "{'messages':[{}],'max_tokens':'9'} | max_tokens",
        "{'messages':[{}],'max_tokens':1.5} | max_tokens",
        "{'messages':[{}],'max_tokens':1,'stream':'true'} | stream",
        "{'messages':[{}],'max_tokens':1,'model':7} | model",
      })
  void whatNoServerTakesIsRefusedOnThePassToo(String body, String field) {
    assertThatThrownBy(() -> Dialects.ANTHROPIC.check(body(body)))
        .isInstanceOfSatisfying(
            FaultException.class,
            refusal -> {
              assertThat(refusal.fault().code()).isEqualTo(FaultCode.MALFORMED);
              assertThat(refusal.fault().details()).containsEntry("param", field);
            });
  }

  @Test
  void twoCallsOfOneIdInOneMessageAreRefused() {
    assertRefused(
        """
        {'messages':[{'role':'assistant','content':[
          {'type':'tool_use','id':'a','name':'f','input':{}},
          {'type':'tool_use','id':'a','name':'f','input':{}}]}]}
        """,
        FaultCode.MALFORMED,
        "messages[0].content[1].id");
  }

  private static void assertRefused(String body, FaultCode code, String field) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            FaultException.class,
            refusal -> {
              assertThat(refusal.fault().details()).containsEntry("param", field);
              assertThat(refusal.fault().code()).isEqualTo(code);
            });
  }

  private static Conversation read(String body) {
    return Dialects.ANTHROPIC.read(body(body));
  }

  private static ObjectNode body(String text) {
    return (ObjectNode) Samples.json(text);
  }

  private static Part text(String text) {
    return Samples.text(text);
  }
}
