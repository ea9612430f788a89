package dev.millrace.dialect.gemini;

import static dev.millrace.dialect.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiRequestTest {
  private static final String HELLO = "'contents':[{'role':'user','parts':[{'text':'Hello'}]}]";

  @Test
  void everyFieldOfARequestIsRead() {
    var read =
        read(
            """
            {'model':'models/some','labels':{'team':'a'},
             'systemInstruction':{'role':'system','parts':[{'text':'Be brief.'}]},
             'contents':[
               {'role':'user','parts':[{'text':'Weather?'},
                 {'inlineData':{'mimeType':'image/png','data':'AAEC'}},
                 {'inlineData':{'mimeType':'application/pdf','data':'AAEC','displayName':'a.pdf'}},
                 {'fileData':{'mimeType':'image/jpeg','fileUri':'https://example.org/x'}}]},
               {'role':'model','parts':[{'text':'Hm.','thought':true,'thoughtSignature':'c2ln'},
                 {'text':'Looking.'},
                 {'functionCall':{'id':'c1','name':'weather','args':{'city':'Rome'}},
                  'thoughtSignature':'c2lnMg=='}]},
               {'role':'user','parts':[
                 {'functionResponse':{'id':'c1','name':'weather','response':{'output':'sunny'}}}]}],
             'tools':[{'functionDeclarations':[{'name':'weather','description':'Says it.',
                 'parametersJsonSchema':{'type':'object'}}]},{'googleSearch':{}},{'codeExecution':{}}],
             'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['weather']}},
             'generationConfig':{'temperature':0.5,'topP':0.9,'topK':40,'seed':7,'maxOutputTokens':99,
               'stopSequences':['END'],'presencePenalty':0.1,'frequencyPenalty':0.2,
               'candidateCount':1,'responseModalities':['TEXT'],'responseMimeType':'text/plain',
               'thinkingConfig':{'thinkingBudget':2000,'includeThoughts':true}}}
            """);

    assertThat(read.turns())
        .containsExactly(
            turn(Role.SYSTEM, new Part.Text("Be brief.")),
            turn(
                Role.USER,
                new Part.Text("Weather?"),
                new Part.Image(new Part.Source.Data("image/png", "AAEC"), Optional.empty()),
                new Part.Document(
                    new Part.Source.Data("application/pdf", "AAEC"), Optional.of("a.pdf")),
                new Part.Image(new Part.Source.Url("https://example.org/x"), Optional.empty())),
            turn(
                Role.ASSISTANT,
                new Part.Reasoning("Hm.", Optional.of("gemini:c2ln")),
                new Part.Text("Looking."),
                new Part.ToolUse(
                    "c1", "weather", "{\"city\":\"Rome\"}", Optional.of("gemini:c2lnMg=="))),
            turn(Role.USER, new Part.ToolResult("c1", List.of(new Part.Text("sunny")), false)));
    assertThat(read.tools())
        .containsExactly(
            new Tool.Function(
                "weather",
                Optional.of("Says it."),
                Optional.of(json("{'type':'object'}")),
                Optional.empty()),
            new Tool.Hosted(Tool.Kind.WEB_SEARCH),
            new Tool.Hosted(Tool.Kind.CODE_EXECUTION));
    assertThat(read.toolChoice()).contains(new ToolChoice.Named("weather"));
    assertThat(read.sampling().temperature()).contains(0.5);
    assertThat(read.sampling().topP()).contains(0.9);
    assertThat(read.sampling().topK()).contains(40L);
    assertThat(read.sampling().seed()).contains(7L);
    assertThat(read.sampling().presencePenalty()).contains(0.1);
    assertThat(read.sampling().frequencyPenalty()).contains(0.2);
    assertThat(read.sampling().stop()).containsExactly("END");
    assertThat(read.maxTokens()).contains(99L);
    assertThat(read.reasoning()).contains(Reasoning.of(2000, true));
    assertThat(read.format()).isEmpty();
  }

  @Test
  void bothSpellingsMeanTheSame() {
    var snake =
        read(
            """
            {'system_instruction':{'parts':{'text':'Be brief.'}},
             'contents':{'parts':{'inline_data':{'mime_type':'image/png','data':'AAEC'}}},
             'tools':{'function_declarations':[{'name':'f','parameters_json_schema':{'type':'object'}}]},
             'tool_config':{'function_calling_config':{'mode':'ANY','allowed_function_names':['f']}},
             'generation_config':{'max_output_tokens':9,'top_k':3,'stop_sequences':['x'],
               'response_mime_type':'application/json','thinking_config':{'include_thoughts':true}}}
            """);
    var camel =
        read(
            """
            {'systemInstruction':{'parts':[{'text':'Be brief.'}]},
             'contents':[{'role':'user','parts':[{'inlineData':{'mimeType':'image/png','data':'AAEC'}}]}],
             'tools':[{'functionDeclarations':[{'name':'f','parametersJsonSchema':{'type':'object'}}]}],
             'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f']}},
             'generationConfig':{'maxOutputTokens':9,'topK':3,'stopSequences':['x'],
               'responseMimeType':'application/json','thinkingConfig':{'includeThoughts':true}}}
            """);

    assertThat(snake).isEqualTo(camel);
    assertThat(
            Dialects.GEMINI.maxTokens(
                body("{" + HELLO + ",'generation_config':{'max_output_tokens':9}}")))
        .contains(9L);
  }

  @Test
  void whatIsTheCallersOwnKeepsItsSpelling() {
    var read =
        read(
            """
            {'contents':[{'role':'user','parts':[{'text':'Go'}]},
             {'role':'model','parts':[{'functionCall':{'name':'f','args':{'mime_type':'a','parts':{'x':1}}}}]}]}
            """);

    assertThat(read.turns().getLast().parts())
        .containsExactly(
            new Part.ToolUse(
                "call_0", "f", "{\"mime_type\":\"a\",\"parts\":{\"x\":1}}", Optional.empty()));
  }

  @Test
  void aFieldInBothSpellingsIsRefused() {
    refused("{" + HELLO + ",'toolConfig':{},'tool_config':{}}", "toolConfig");
  }

  @Test
  void resultsWithoutIdsAnswerTheCallsOfTheirFunctionInOrder() {
    var read =
        read(
            """
            {'contents':[{'role':'user','parts':[{'text':'Go'}]},
             {'role':'model','parts':[{'functionCall':{'name':'a','args':{}}},
               {'functionCall':{'name':'b'}},{'functionCall':{'name':'a','args':{'n':2}}}]},
             {'role':'function','parts':[{'functionResponse':{'name':'a','response':{'output':'1'}}},
               {'functionResponse':{'name':'a','response':{'error':'no'}}},
               {'functionResponse':{'name':'b','response':{'k':[1]}}}]}]}
            """);

    assertThat(read.turns().getLast())
        .isEqualTo(
            turn(
                Role.USER,
                new Part.ToolResult("call_0", List.of(new Part.Text("1")), false),
                new Part.ToolResult("call_2", List.of(new Part.Text("no")), true),
                new Part.ToolResult("call_1", List.of(new Part.Text("{\"k\":[1]}")), false)));
  }

  @Test
  void anIdThatIsMadeUpIsNoneThatTheCallerUses() {
    var read =
        read(
            """
            {'contents':[{'role':'model','parts':[{'functionCall':{'id':'call_1','name':'a'}},
               {'functionCall':{'name':'b'}}]}]}
            """);

    assertThat(read.turns().getFirst().parts().getLast())
        .isEqualTo(new Part.ToolUse("call_2", "b", "{}", Optional.empty()));
  }

  @Test
  void aPictureOfAToolIsAPartOfItsResult() {
    var read =
        read(
            """
            {'contents':[{'role':'model','parts':[{'functionCall':{'name':'a'}}]},
             {'role':'user','parts':[{'functionResponse':{'name':'a','response':{'output':''},
               'parts':[{'inlineData':{'mimeType':'image/png','data':'AAEC'}}]}}]}]}
            """);

    assertThat(read.turns().getLast().parts())
        .containsExactly(
            new Part.ToolResult(
                "call_0",
                List.of(
                    new Part.Text(""),
                    new Part.Image(new Part.Source.Data("image/png", "AAEC"), Optional.empty())),
                false));
  }

  @Test
  void signedWordsKeepTheirProof() {
    var read =
        read("{'contents':[{'role':'model','parts':[{'text':'Hi','thoughtSignature':'c2ln'}]}]}");

    assertThat(read.turns().getFirst().parts())
        .containsExactly(new Part.Text("Hi"), new Part.Reasoning("", Optional.of("gemini:c2ln")));
  }

  @Test
  void base64OfUrlsIsReadAsTheUsualOne() {
    var read =
        read("{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'-_8'}}]}]}");

    assertThat(read.turns().getFirst().parts())
        .containsExactly(
            new Part.Image(new Part.Source.Data("image/png", "+/8="), Optional.empty()));
  }

  @Test
  void aSchemaOfTheProtocolsOwnLanguageBecomesJsonSchema() {
    var read =
        read(
            "{"
                + HELLO
                + """
                ,'generationConfig':{'responseMimeType':'application/json','responseSchema':
                  {'type':'OBJECT','propertyOrdering':['b','a'],'required':['a'],'properties':{
                    'a':{'type':'STRING','nullable':true,'format':'enum','enum':['x','y']},
                    'b':{'type':'ARRAY','minItems':'2','items':{'type':'INTEGER','example':3}},
                    'type':{'anyOf':[{'type':'NUMBER'}],'nullable':true}}}}}
                """);

    assertThat(read.format())
        .contains(
            new Format.JsonSchema(
                "answer",
                Optional.empty(),
                json(
                    """
                    {'type':'object','required':['a'],'properties':{
                      'b':{'type':'array','minItems':2,'items':{'type':'integer','examples':[3]}},
                      'a':{'type':['string','null'],'enum':['x','y',null]},
                      'type':{'anyOf':[{'type':'number'},{'type':'null'}]}}}
                    """),
                Optional.empty()));
    assertThat(
            ((Format.JsonSchema) read.format().orElseThrow())
                .schema()
                .path("properties")
                .fieldNames())
        .toIterable()
        .containsExactly("b", "a", "type");
  }

  @Test
  void aSchemaThatIsNestedWithoutEndIsRefused() {
    var deep = "{'type':'ARRAY','items':".repeat(70) + "{}" + "}".repeat(70);

    refused(
        "{"
            + HELLO
            + ",'tools':[{'functionDeclarations':[{'name':'f','parameters':"
            + deep
            + "}]}]}",
        "tools[0].functionDeclarations[0].parameters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'mode':'AUTO'}|Auto[]",
        "{'mode':'NONE'}|None[]",
        "{'mode':'ANY'}|Required[]",
        "{'mode':'ANY','allowedFunctionNames':['f','g']}|Required[]",
        "{'mode':'ANY','allowedFunctionNames':['g']}|Named[name=g]",
        "{'mode':'VALIDATED'}|Auto[]"
      })
  void everyModeOfCallingIsAChoice(String calling, String choice) {
    assertThat(withFunctions(calling).toolChoice().orElseThrow().toString()).endsWith(choice);
  }

  @Test
  void callsThatAreValidatedAreStrict() {
    assertThat(withFunctions("{'mode':'VALIDATED'}").tools())
        .allSatisfy(
            tool -> assertThat(((Tool.Function) tool).strict()).isEqualTo(Optional.of(true)));
  }

  private static Conversation withFunctions(String calling) {
    return read(
        "{"
            + HELLO
            + ",'tools':[{'functionDeclarations':[{'name':'f'},{'name':'g'}]}],"
            + "'toolConfig':{'functionCallingConfig':"
            + calling
            + "}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'thinkingBudget':0}|Optional[Reasoning[effort=Optional.empty, budget=Optional[0],"
            + " shown=false]]",
        "{'thinkingBudget':-1}|Optional.empty",
        "{'thinkingBudget':-1,'includeThoughts':true}|Optional[Reasoning[effort=Optional.empty,"
            + " budget=Optional.empty, shown=true]]",
        "{'thinkingLevel':'LOW'}|Optional[Reasoning[effort=Optional[LOW], budget=Optional.empty,"
            + " shown=false]]",
        "{'thinkingLevel':'minimal'}|Optional[Reasoning[effort=Optional[MINIMAL],"
            + " budget=Optional.empty, shown=false]]"
      })
  void thinkingIsABudgetOrALevel(String thinking, String reasoning) {
    var read = read("{" + HELLO + ",'generationConfig':{'thinkingConfig':" + thinking + "}}");

    assertThat(read.reasoning()).hasToString(reasoning);
  }

  @Test
  void filtersThatBlockNothingAreWhatHoldsAnyway() {
    assertThatCode(
            () ->
                read(
                    "{"
                        + HELLO
                        + ",'safetySettings':[{'category':'HARM_CATEGORY_HARASSMENT','threshold':'BLOCK_NONE'}]}"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'safetySettings':[{'category':'C','threshold':'BLOCK_LOW_AND_ABOVE'}]|safetySettings",
        "'cachedContent':'cachedContents/x'|cachedContent",
        "'tools':[{'urlContext':{}}]|tools[0].urlContext",
        "'tools':[{'googleSearch':{'excludeDomains':['a']}}]|tools[0].googleSearch.excludeDomains",
        "'tools':[{'functionDeclarations':[{'name':'f','response':{}}]}]|tools[0].functionDeclarations[0].response",
        "'tools':[{'functionDeclarations':[{'name':'f','behavior':'NON_BLOCKING'}]}]|tools[0].functionDeclarations[0].behavior",
        "'toolConfig':{'retrievalConfig':{}}|toolConfig.retrievalConfig",
        "'generationConfig':{'candidateCount':2}|generationConfig.candidateCount",
        "'generationConfig':{'responseModalities':['IMAGE']}|generationConfig.responseModalities",
        "'generationConfig':{'mediaResolution':'MEDIA_RESOLUTION_LOW'}|generationConfig.mediaResolution",
        "'generationConfig':{'responseMimeType':'text/x.enum'}|generationConfig.responseMimeType",
        "'generationConfig':{'responseLogprobs':true}|generationConfig.responseLogprobs",
        "'generationConfig':{'speechConfig':{}}|generationConfig.speechConfig"
      })
  void whatOtherProvidersCannotBeToldIsRefusedByName(String field, String param) {
    unsupported("{" + HELLO + "," + field + "}", param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'executableCode':{'language':'PYTHON','code':'1'}}|executableCode",
        "{'text':'a','videoMetadata':{}}|videoMetadata",
        "{'inlineData':{'mimeType':'audio/wav','data':'AAEC'}}|inlineData.mimeType",
        "{'fileData':{'fileUri':'https://generativelanguage.googleapis.com/v1beta/files/x'}}|fileData.fileUri",
        "{'fileData':{'fileUri':'https://example.org/film'}}|fileData.mimeType"
      })
  void partsThatOtherProvidersCannotTakeAreRefusedByName(String part, String param) {
    unsupported("{'contents':[{'parts':[" + part + "]}]}", "contents[0].parts[0]." + param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'contents':[{'role':'system','parts':[{'text':'a'}]}]}|contents[0].role",
        "{'contents':[{'role':'user'}]}|contents[0].parts",
        "{'contents':[{'role':'user','parts':[]}]}|contents[0].parts",
        "{'contents':[{'role':'user','parts':[{}]}]}|contents[0].parts[0]",
        "{'contents':[{'role':'user','parts':['a']}]}|contents[0].parts[0]",
        "{'contents':[{'role':'user','parts':[{'text':3}]}]}|contents[0].parts[0].text",
        "{'contents':[{'parts':[{'text':'a','thought':'yes'}]}]}|contents[0].parts[0].thought",
        "{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'a"
            + " b'}}]}]}|contents[0].parts[0].inlineData.data",
        "{'contents':[{'parts':[{'inlineData':{'data':'AAEC'}}]}]}|contents[0].parts[0].inlineData.mimeType",
        "{'contents':[{'role':'user','parts':[{'functionCall':{'name':'f'}}]}]}|contents[0].parts[0].functionCall",
        "{'contents':[{'role':'model','parts':[{'functionCall':{'args':{}}}]}]}|contents[0].parts[0].functionCall.name",
        "{'contents':[{'role':'model','parts':[{'functionCall':{'name':'f','args':[]}}]}]}|contents[0].parts[0].functionCall.args",
        "{'contents':[{'role':'model','parts':[{'functionResponse':{'name':'f'}}]}]}|contents[0].parts[0].functionResponse",
        "{'contents':[{'parts':[{'functionResponse':{'name':'f','response':{}}}]}]}|contents[0].parts[0].functionResponse.name",
        "{'contents':[{'parts':[{'functionResponse':{'id':'x','name':'f'}}]}]}|contents[0].parts[0].functionResponse.id",
        "{'contents':[{'role':'model','parts':[{'functionCall':{'name':'f'}}]},{'parts':[{'functionResponse':{'name':'f','response':'x'}}]}]}|contents[1].parts[0].functionResponse.response"
      })
  void turnsThatAreNotAsTheProtocolWantsThemAreRefused(String body, String param) {
    refused(body, param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'systemInstruction':{'parts':[]}|systemInstruction.parts",
        "'systemInstruction':{'parts':[{}]}|systemInstruction.parts[0].text",
        "'systemInstruction':3|systemInstruction",
        "'tools':3|tools",
        "'tools':[{'functionDeclarations':[{}]}]|tools[0].functionDeclarations[0].name",
        "'tools':[{'functionDeclarations':[{'name':'f'},{'name':'f'}]}]|tools[0].functionDeclarations[1].name",
        "'tools':[{'functionDeclarations':[{'name':'f','parameters':{},'parametersJsonSchema':{}}]}]|tools[0].functionDeclarations[0].parameters",
        "'toolConfig':{'functionCallingConfig':{'mode':'SOME'}}|toolConfig.functionCallingConfig.mode",
        "'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['x']}}|toolConfig.functionCallingConfig.allowedFunctionNames",
        "'generationConfig':{'temperature':'hot'}|generationConfig.temperature",
        "'generationConfig':{'topK':1.5}|generationConfig.topK",
        "'generationConfig':{'responseSchema':{'type':'OBJECT'}}|generationConfig.responseMimeType",
        "'generationConfig':{'thinkingConfig':{'thinkingBudget':-2}}|generationConfig.thinkingConfig.thinkingBudget",
        "'generationConfig':{'thinkingConfig':{'thinkingLevel':'MOST'}}|generationConfig.thinkingConfig.thinkingLevel",
        "'generationConfig':{'thinkingConfig':{'thinkingLevel':'LOW','thinkingBudget':5}}|generationConfig.thinkingConfig"
      })
  void settingsThatAreNotAsTheProtocolWantsThemAreRefused(String field, String param) {
    refused("{" + HELLO + "," + field + "}", param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|contents",
        "{'contents':[]}|contents",
        "{'contents':'Hello'}|contents",
        "{'contents':['Hello']}|contents[0]",
        "{'contents':[{}],'model':3}|model",
        "{'contents':[{}],'generationConfig':3}|generationConfig",
        "{'contents':[{}],'generationConfig':{'maxOutputTokens':0}}|generationConfig.maxOutputTokens",
        "{'contents':[{}],'generation_config':{'max_output_tokens':'9'}}|generation_config.max_output_tokens",
        "{'contents':[{}],'generationConfig':{'candidateCount':9}}|generationConfig.candidateCount"
      })
  void whatNoServerTakesIsRefusedAtOnce(String body, String param) {
    assertRefusal(() -> Dialects.GEMINI.check(body(body)), FaultCode.MALFORMED, param);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'contents':[{'parts':[{'audio':1}]}],'unknown':true}",
        "{'contents':{'parts':{'text':'Hello'}}}",
        "{'contents':[{'parts':[{'text':'a'}]}],'generationConfig':{'maxOutputTokens':1,'candidateCount':8}}"
      })
  void whatSomeServerMayTakePassesTheCheck(String body) {
    assertThatCode(() -> Dialects.GEMINI.check(body(body))).doesNotThrowAnyException();
  }

  @Test
  void theNumberOfAnswersIsToldInBothSpellings() {
    assertThat(Dialects.GEMINI.answers(body("{'generationConfig':{'candidateCount':3}}")))
        .isEqualTo(3);
    assertThat(Dialects.GEMINI.answers(body("{'generation_config':{'candidate_count':2}}")))
        .isEqualTo(2);
    assertThat(Dialects.GEMINI.answers(body("{}"))).isEqualTo(1);
  }

  private static Conversation read(String text) {
    return Dialects.GEMINI.read(body(text));
  }

  private static ObjectNode body(String text) {
    return (ObjectNode) json(text);
  }

  private static Turn turn(Role role, Part... parts) {
    return new Turn(role, List.of(parts));
  }

  private static void refused(String text, String param) {
    assertRefusal(() -> read(text), FaultCode.MALFORMED, param);
  }

  private static void unsupported(String text, String param) {
    assertRefusal(() -> read(text), FaultCode.FIELD_UNSUPPORTED, param);
  }

  private static void assertRefusal(Runnable reading, FaultCode code, String param) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            FaultException.class,
            refusal -> {
              assertThat(refusal.fault().code()).as(refusal.getMessage()).isEqualTo(code);
              assertThat(refusal.fault().details()).containsEntry("param", param);
            });
  }
}
