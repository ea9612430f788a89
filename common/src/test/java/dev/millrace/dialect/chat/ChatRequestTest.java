package dev.millrace.dialect.chat;

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
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers ask. */
class ChatRequestTest {
  private static final String QUESTION = "'messages':[{'role':'user','content':'Hi'}]";
  private static final Tool SEARCH = new Tool.Hosted(Tool.Kind.WEB_SEARCH);

  private final Dialect dialect = Dialects.CHAT;

  @Test
  void everyRoleAndPartHasItsPlace() {
    var conversation =
        read(
            """
            {'model':'m','messages':[
              {'role':'system','content':'Be brief.'},
              {'role':'developer','content':[{'type':'text','text':'In verse.','cache_control':{'type':'ephemeral'}}]},
              {'role':'user','content':[
                {'type':'text','text':'Compare.'},
                {'type':'image_url','image_url':{'url':'data:image/png;base64,AAEC','detail':'low'}},
                {'type':'image_url','image_url':{'url':'https://example.org/b.png'}},
                {'type':'file','file':{'filename':'c.pdf','file_data':'data:application/pdf;base64,BBEC'}}]},
              {'role':'assistant','content':null,'refusal':'No.','audio':null,'annotations':[]},
              {'role':'assistant','content':[{'type':'text','text':'Well,'},{'type':'refusal','refusal':'no.'}],
               'reasoning_content':'Hm.'}]}
            """);

    assertThat(conversation.turns())
        .containsExactly(
            turn(Role.SYSTEM, new Part.Text("Be brief.")),
            turn(Role.DEVELOPER, new Part.Text("In verse.")),
            turn(
                Role.USER,
                new Part.Text("Compare."),
                new Part.Image(new Part.Source.Data("image/png", "AAEC"), Optional.of("low")),
                new Part.Image(new Part.Source.Url("https://example.org/b.png"), Optional.empty()),
                new Part.Document(
                    new Part.Source.Data("application/pdf", "BBEC"), Optional.of("c.pdf"))),
            turn(Role.ASSISTANT, new Part.Refusal("No.")),
            turn(
                Role.ASSISTANT,
                new Part.Reasoning("Hm.", Optional.empty()),
                new Part.Text("Well,"),
                new Part.Refusal("no.")));
  }

  @Test
  void callsAndTheirResultsAreTurns() {
    var conversation =
        read(
            """
            {'messages':[
              {'role':'user','content':'Hi'},
              {'role':'assistant','content':'','tool_calls':[
                {'index':0,'id':'a','type':'function','function':{'name':'f','arguments':'{\\"n\\":1}'},
                 'extra_content':{'google':{'thought_signature':'sig'}}},
                {'id':'b','type':'function','function':{'name':'g','arguments':''}}]},
              {'role':'tool','tool_call_id':'b','name':'g','content':'2'},
              {'role':'tool','tool_call_id':'a','content':[{'type':'text','text':'1'}]},
              {'role':'user','content':'And?'}]}
            """);

    assertThat(conversation.turns())
        .containsExactly(
            Samples.asked("Hi"),
            turn(
                Role.ASSISTANT,
                new Part.ToolUse("a", "f", "{\"n\":1}", Optional.of("openai-chat:sig")),
                new Part.ToolUse("b", "g", "{}", Optional.empty())),
            turn(
                Role.USER,
                new Part.ToolResult("b", List.of(new Part.Text("2")), false),
                new Part.ToolResult("a", List.of(new Part.Text("1")), false)),
            Samples.asked("And?"));
  }

  @Test
  void everyFieldOfTheBodyIsRead() {
    var conversation =
        read(
            """
            {'model':'m',%s,'temperature':0.5,'top_p':0.9,'top_k':40,'seed':7,'presence_penalty':1,
             'frequency_penalty':-1,'stop':'END','max_completion_tokens':9,'reasoning_effort':'low',
             'user':'u','stream':true,'stream_options':{'include_usage':true,'include_obfuscation':false},
             'parallel_tool_calls':false,'tool_choice':{'type':'function','function':{'name':'f'}},
             'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object'},'strict':true}}],
             'response_format':{'type':'json_schema','json_schema':{'name':'s','description':'e','schema':{'type':'object'},'strict':false}}}
            """
                .formatted(QUESTION));

    var sampling = conversation.sampling();
    assertThat(sampling.temperature()).contains(0.5);
    assertThat(sampling.topP()).contains(0.9);
    assertThat(sampling.topK()).contains(40L);
    assertThat(sampling.seed()).contains(7L);
    assertThat(sampling.presencePenalty()).contains(1.0);
    assertThat(sampling.frequencyPenalty()).contains(-1.0);
    assertThat(sampling.stop()).containsExactly("END");
    assertThat(conversation.maxTokens()).contains(9L);
    assertThat(conversation.reasoning()).contains(Reasoning.of(Reasoning.Effort.LOW, true));
    assertThat(conversation.user()).contains("u");
    assertThat(conversation.streamed()).isTrue();
    assertThat(conversation.parallelTools()).contains(false);
    assertThat(conversation.toolChoice()).contains(new ToolChoice.Named("f"));
    assertThat(conversation.tools())
        .containsExactly(
            new Tool.Function(
                "f",
                Optional.of("d"),
                Optional.of(Samples.json("{'type':'object'}")),
                Optional.of(true)));
    assertThat(conversation.format())
        .contains(
            new Format.JsonSchema(
                "s", Optional.of("e"), Samples.json("{'type':'object'}"), Optional.of(false)));
  }

  @Test
  void whatHoldsAnywayOrIsThePlatformsIsTaken() {
    var conversation =
        read(
            """
            {%s,'n':1,'logprobs':false,'top_logprobs':0,'logit_bias':{},'modalities':['text'],
             'verbosity':'medium','service_tier':'auto','metadata':{'a':'b'},'store':true,
             'safety_identifier':'s','prompt_cache_key':'k','prompt_cache_retention':'24h',
             'response_format':{'type':'text'},'tools':[],'functions':null}
            """
                .formatted(QUESTION));

    assertThat(conversation)
        .isEqualTo(Conversation.draft().turn(Samples.asked("Hi")).user("s").done());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tools':[{'type':'function','function':{'name':'web_search'}}]",
        "'tools':[{'type':'web_search'}]",
        "'tools':[{'type':'web_search_preview'}],'web_search_options':{}",
        "'web_search_options':{'search_context_size':'medium'}"
      })
  void aWebSearchIsAskedForInSeveralWays(String fields) {
    assertThat(read("{" + QUESTION + "," + fields + "}").tools()).containsExactly(SEARCH);
  }

  @Test
  void aFunctionOfTheCallersMayHaveTheNameOfASearch() {
    var conversation =
        read(
            "{"
                + QUESTION
                + ",'tools':[{'type':'function','function':{'name':'web_search','parameters':{}}}]}");

    assertThat(conversation.tools()).hasOnlyElementsOfType(Tool.Function.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{} | messages",
        "{'messages':null} | messages",
        "{'messages':[]} | messages",
        "{'messages':'Hi'} | messages",
        "{'messages':[{}],'stream':'yes'} | stream",
        "{'messages':[{}],'stream_options':true} | stream_options",
        "{'messages':[{}],'model':4} | model",
        "{'messages':[{}],'max_tokens':0} | max_tokens",
        "{'messages':[{}],'max_completion_tokens':1.5} | max_completion_tokens",
        "{'messages':[{}],'max_tokens':1,'max_completion_tokens':2} | max_completion_tokens"
      })
  void whatNoServerCouldTakeIsRefusedBeforeAnything(String body, String field) {
    assertRefused(() -> dialect.check((ObjectNode) Samples.json(body)), FaultCode.MALFORMED, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'Hi' | messages[0]",
        "{'content':'Hi'} | messages[0].role",
        "{'role':'function','name':'f','content':'x'} | messages[0].role",
        "{'role':'user'} | messages[0].content",
        "{'role':'user','content':7} | messages[0].content",
        "{'role':'user','content':[]} | messages[0].content",
        "{'role':'user','content':['Hi']} | messages[0].content[0]",
        "{'role':'user','content':[{'text':'Hi'}]} | messages[0].content[0].type",
        "{'role':'user','content':[{'type':'text'}]} | messages[0].content[0].text",
        "{'role':'user','content':[{'type':'image_url','image_url':'https://example.org'}]} |"
            + " messages[0].content[0].image_url",
        "{'role':'user','content':[{'type':'image_url','image_url':{'url':'nowhere'}}]} |"
            + " messages[0].content[0].image_url.url",
        "{'role':'user','content':[{'type':'file','file':{'filename':'a'}}]} |"
            + " messages[0].content[0].file.file_data",
        "{'role':'assistant','content':null} | messages[0].content",
        "{'role':'assistant','tool_calls':{}} | messages[0].tool_calls",
        "{'role':'assistant','tool_calls':[{'function':{'name':'f'}}]} |"
            + " messages[0].tool_calls[0].id",
        "{'role':'assistant','tool_calls':[{'id':'','function':{'name':'f'}}]} |"
            + " messages[0].tool_calls[0].id",
        "{'role':'assistant','tool_calls':[{'id':'a'}]} | messages[0].tool_calls[0].function",
        "{'role':'assistant','tool_calls':[{'id':'a','function':{}}]} |"
            + " messages[0].tool_calls[0].function.name",
        "{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f','arguments':'[1'}}]} |"
            + " messages[0].tool_calls[0].function.arguments",
        "{'role':'tool','content':'x'} | messages[0].tool_call_id",
        "{'role':'tool','tool_call_id':'a','content':'x'} | messages[0].tool_call_id"
      })
  void aMalformedMessageIsRefusedByItsField(String message, String field) {
    assertRefused(() -> read("{'messages':[" + message + "]}"), FaultCode.MALFORMED, field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'role':'tool','tool_call_id':'a','content':'1'},{'role':'tool','tool_call_id':'a','content':'2'}",
        "{'role':'user','content':'Wait.'},{'role':'tool','tool_call_id':'a','content':'1'}",
        "{'role':'assistant','content':'So.'},{'role':'tool','tool_call_id':'a','content':'1'}"
      })
  void aToolResultWithoutACallThatWaitsForItIsRefused(String after) {
    var call = "{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f'}}]},";

    assertRefused(
        () -> read("{'messages':[" + call + after + "]}"),
        FaultCode.MALFORMED,
        "messages[2].tool_call_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'temperature':2.5 | temperature",
        "'top_p':'high' | top_p",
        "'seed':1.5 | seed",
        "'presence_penalty':-3 | presence_penalty",
        "'stop':[1] | stop[0]",
        "'reasoning_effort':'wild' | reasoning_effort",
        "'user':5 | user",
        "'tools':{} | tools",
        "'tools':[{'type':'function'}] | tools[0].function",
        "'tools':[{'type':'function','function':{'name':'f','parameters':[]}}] |"
            + " tools[0].function.parameters",
        "'tool_choice':'any' | tool_choice",
        "'tool_choice':7 | tool_choice",
        "'tool_choice':{'type':'function','function':{}} | tool_choice.function.name",
        "'parallel_tool_calls':'no' | parallel_tool_calls",
        "'response_format':{} | response_format.type",
        "'response_format':{'type':'json_schema'} | response_format.json_schema",
        "'response_format':{'type':'json_schema','json_schema':{'name':'s','schema':1}} |"
            + " response_format.json_schema.schema",
        "'stream_options':{'include_usage':1} | stream_options.include_usage"
      })
  void aMalformedFieldIsRefusedByName(String fields, String field) {
    assertRefused(() -> read("{" + QUESTION + "," + fields + "}"), FaultCode.MALFORMED, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'n':2 | n",
        "'logprobs':true | logprobs",
        "'logit_bias':{'50256':-100} | logit_bias",
        "'modalities':['text','audio'] | modalities",
        "'audio':{'voice':'a'} | audio",
        "'verbosity':'low' | verbosity",
        "'prediction':{'type':'content'} | prediction",
        "'service_tier':'flex' | service_tier",
        "'thinking':{'type':'enabled'} | thinking",
        "'functions':[] | functions",
        "'web_search_options':{'user_location':{}} | web_search_options.user_location",
        "'web_search_options':{'search_context_size':'high'} |"
            + " web_search_options.search_context_size",
        "'tools':[{'type':'code_interpreter'}] | tools[0].type",
        "'tools':[{'type':'custom','custom':{}}] | tools[0].type",
        "'tool_choice':{'type':'allowed_tools'} | tool_choice.type",
        "'response_format':{'type':'grammar'} | response_format.type",
        "'stream_options':{'more':1} | stream_options.more"
      })
  void whatHasNoCounterpartIsRefusedByName(String fields, String field) {
    assertRefused(
        () -> read("{" + QUESTION + "," + fields + "}"), FaultCode.FIELD_UNSUPPORTED, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'role':'user','name':'Ann','content':'Hi'} | messages[0].name",
        "{'role':'user','content':[{'type':'input_audio'}]} | messages[0].content[0].type",
        "{'role':'system','content':[{'type':'image_url'}]} | messages[0].content[0].type",
        "{'role':'user','content':[{'type':'text','text':'a','more':1}]} |"
            + " messages[0].content[0].more",
        "{'role':'user','content':[{'type':'file','file':{'file_id':'file-1'}}]} |"
            + " messages[0].content[0].file.file_id",
        "{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://example.org','detail':'wide'}}]}"
            + " | messages[0].content[0].image_url.detail",
        "{'role':'assistant','content':'a','audio':{'id':'b'}} | messages[0].audio.id",
        "{'role':'assistant','tool_calls':[{'id':'a','type':'custom'}]} |"
            + " messages[0].tool_calls[0].type",
        "{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f'},'extra_content':{'x':1}}]}"
            + " | messages[0].tool_calls[0].extra_content.x"
      })
  void aPartOfAMessageThatHasNoCounterpartIsRefusedByName(String message, String field) {
    assertRefused(() -> read("{'messages':[" + message + "]}"), FaultCode.FIELD_UNSUPPORTED, field);
  }

  @Test
  void severalAnswersAreCounted() {
    assertThat(dialect.answers(body("'n':3"))).isEqualTo(3);
    assertThat(dialect.answers(body("'n':null"))).isEqualTo(1);
    assertRefused(() -> dialect.answers(body("'n':0")), FaultCode.MALFORMED, "n");
    assertRefused(() -> dialect.answers(body("'n':129")), FaultCode.MALFORMED, "n");
    assertRefused(() -> dialect.answers(body("'n':'2'")), FaultCode.MALFORMED, "n");
  }

  @Test
  void eitherNameOfTheTokenLimitIsTaken() {
    assertThat(dialect.maxTokens(body("'max_tokens':5"))).contains(5L);
    assertThat(dialect.maxTokens(body("'max_completion_tokens':5"))).contains(5L);
    assertThat(dialect.maxTokens(body("'max_tokens':5,'max_completion_tokens':5"))).contains(5L);
    assertThat(dialect.maxTokens(body("'max_tokens':null"))).isEmpty();
  }

  private Conversation read(String text) {
    var body = (ObjectNode) Samples.json(text);
    dialect.check(body);
    return dialect.read(body);
  }

  private static ObjectNode body(String fields) {
    return (ObjectNode) Samples.json("{" + QUESTION + "," + fields + "}");
  }

  private static Turn turn(Role role, Part... parts) {
    return new Turn(role, List.of(parts));
  }

  private static void assertRefused(Runnable call, FaultCode code, String field) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            FaultException.class,
            refusal -> {
              assertThat(refusal.fault().code()).isEqualTo(code);
              assertThat(refusal.fault().details()).containsEntry("param", field);
              assertThat(refusal.fault().message()).startsWith("'" + field + "' ");
            });
  }
}
