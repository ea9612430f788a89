package dev.millrace.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Reasoning.Effort;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Sampling;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Anthropic's servers are asked. */
class WrittenTest {
  private static final String TOLD_TOKENS = "claude-sonnet-4-5-20250929";
  private static final String TOLD_EFFORT = "claude-opus-4-8";

  @Test
  void leadingInstructionsAreTheSystemAndLaterOnesStayWhereTheyAre() {
    var body =
        written(
            Conversation.draft()
                .turn(Role.SYSTEM, text("One."))
                .turn(Role.DEVELOPER, text("Two."))
                .turn(Role.USER, text("Hi"))
                .turn(Role.ASSISTANT, text("Hello"))
                .turn(Role.SYSTEM, text("Three."))
                .turn(Role.USER, text("Bye")));

    assertThat(body.path("system"))
        .isEqualTo(json("[{'type':'text','text':'One.'},{'type':'text','text':'Two.'}]"));
    assertThat(body.path("messages"))
        .isEqualTo(
            json(
                """
                [{'role':'user','content':[{'type':'text','text':'Hi'}]},
                 {'role':'assistant','content':[{'type':'text','text':'Hello'}]},
                 {'role':'user','content':[
                   {'type':'text','text':'<system>\\nThree.\\n</system>'},
                   {'type':'text','text':'Bye'}]}]
                """));
  }

  @Test
  void whenThereIsNothingButInstructionsTheLastIsAnswered() {
    var body =
        written(
            Conversation.draft()
                .turn(Role.SYSTEM, text("One."))
                .turn(Role.SYSTEM, text("Write a poem.")));

    assertThat(body.path("system")).isEqualTo(json("[{'type':'text','text':'One.'}]"));
    assertThat(body.path("messages"))
        .isEqualTo(json("[{'role':'user','content':[{'type':'text','text':'Write a poem.'}]}]"));
  }

  @Test
  void resultsComeFirstInOneMessageWhateverCameBetween() {
    var body =
        written(
            Conversation.draft()
                .turn(Role.USER, text("Look."))
                .turn(
                    Role.ASSISTANT,
                    new Part.ToolUse("a", "f", "{}", Optional.empty()),
                    new Part.ToolUse("b", "f", "", Optional.empty()))
                .turn(Role.SYSTEM, text("Hurry."))
                .turn(Role.USER, new Part.ToolResult("a", List.of(text("1")), false))
                .turn(Role.USER, new Part.ToolResult("b", List.of(), true), text("Well?")));

    assertThat(body.path("messages"))
        .isEqualTo(
            json(
                """
                [{'role':'user','content':[{'type':'text','text':'Look.'}]},
                 {'role':'assistant','content':[
                   {'type':'tool_use','id':'a','name':'f','input':{}},
                   {'type':'tool_use','id':'b','name':'f','input':{}}]},
                 {'role':'user','content':[
                   {'type':'tool_result','tool_use_id':'a','content':[{'type':'text','text':'1'}]},
                   {'type':'tool_result','tool_use_id':'b','is_error':true},
                   {'type':'text','text':'<system>\\nHurry.\\n</system>'},
                   {'type':'text','text':'Well?'}]}]
                """));
  }

  @Test
  void onlyThoughtsThatItSignedAndWordsThatAreNotBlankAreSaid() {
    var body =
        written(
            Conversation.draft()
                .turn(Role.USER, text("Hi"))
                .turn(
                    Role.ASSISTANT,
                    new Part.Reasoning("mine", Optional.empty()),
                    new Part.Reasoning("another's", Optional.of("gemini:c2ln")),
                    new Part.Reasoning("", Optional.of("anthropic:redacted_thinking:ZW5j")),
                    new Part.Reasoning("", Optional.of("anthropic:c2ln")),
                    text(""),
                    new Part.Refusal("No."))
                .turn(Role.ASSISTANT, text(" "))
                .turn(Role.USER, text("Why?")));

    assertThat(body.path("messages").path(1))
        .isEqualTo(
            json(
                """
                {'role':'assistant','content':[
                  {'type':'redacted_thinking','data':'ZW5j'},
                  {'type':'thinking','thinking':'','signature':'c2ln'},
                  {'type':'text','text':'No.'}]}
                """));
    assertThat(body.path("messages")).hasSize(3);
  }

  @Test
  void documentsAreWrittenByTheirKind() {
    var body =
        written(
            Conversation.draft()
                .turn(
                    Role.USER,
                    document(new Part.Source.Data("application/pdf", "AAAA")),
                    document(new Part.Source.Data("text/plain", "SGk=")),
                    document(new Part.Source.Url("https://example.org/a.pdf"))));

    assertThat(body.path("messages").path(0).path("content"))
        .isEqualTo(
            json(
                """
                [{'type':'document','source':
                   {'type':'base64','media_type':'application/pdf','data':'AAAA'},'title':'T'},
                 {'type':'document','source':
                   {'type':'text','media_type':'text/plain','data':'Hi'},'title':'T'},
                 {'type':'document','source':
                   {'type':'url','url':'https://example.org/a.pdf'},'title':'T'}]
                """));
  }

  @ParameterizedTest
  @CsvSource({"application/msword,AAAA", "text/plain,***"})
  void aDocumentThatIsNeitherPdfNorTextCannotBeSaid(String mediaType, String data) {
    assertInexpressible(
        Conversation.draft().turn(Role.USER, document(new Part.Source.Data(mediaType, data))),
        Feature.DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "[]", "3", "{} {}"})
  void aCallWhoseArgumentsAreNoObjectCannotBeSaid(String arguments) {
    assertInexpressible(
        Conversation.draft()
            .turn(Role.ASSISTANT, new Part.ToolUse("a", "f", arguments, Optional.empty())),
        Feature.TOOL_RESULT);
  }

  @Test
  void aTemperatureAboveOneCannotBeSaid() {
    var hot =
        new Sampling(
            Optional.of(1.2),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    assertInexpressible(hello().sampling(hot), Feature.TEMPERATURE);
  }

  @Test
  void aToolWithoutParametersHasAnEmptySchema() {
    var body =
        written(
            hello()
                .tool(function(Optional.empty()))
                .tool(function(Optional.of(Samples.json("{'properties':{}}")))));

    assertThat(body.path("tools"))
        .isEqualTo(
            json(
                """
                [{'name':'f','input_schema':{'type':'object','properties':{}}},
                 {'name':'f','input_schema':{'properties':{},'type':'object'}}]
                """));
  }

  @Test
  void aChoiceIsOnlySaidWhereItMeansSomething() {
    var tool = function(Optional.empty());

    assertThat(written(hello().toolChoice(new ToolChoice.Auto())).has("tool_choice")).isFalse();
    assertThat(written(hello().parallelTools(false)).has("tool_choice")).isFalse();
    assertThat(written(hello().tool(tool).parallelTools(true)).has("tool_choice")).isFalse();
    assertThat(written(hello().tool(tool).parallelTools(false)).path("tool_choice"))
        .isEqualTo(json("{'type':'auto','disable_parallel_tool_use':true}"));
    assertThat(
            written(hello().tool(tool).toolChoice(new ToolChoice.None()).parallelTools(false))
                .path("tool_choice"))
        .isEqualTo(json("{'type':'none'}"));
  }

  @Test
  void aSchemaTakesItsDescriptionAlong() {
    var format =
        new Format.JsonSchema(
            "n", Optional.of("A number."), Samples.json("{'type':'object'}"), Optional.empty());

    assertThat(written(hello().format(format)).path("output_config"))
        .isEqualTo(
            json(
                "{'format':{'type':'json_schema','schema':{'type':'object','description':'A"
                    + " number.'}}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "HIGH | 100000 | 24576 | 100000",
        "HIGH | | 24576 | 32768",
        "MINIMAL | 2000 | 1024 | 2000",
        "HIGH | 4000 | 3000 | 4000",
        "HIGH | 1025 | 1024 | 1025",
        "| 20000 | 8192 | 20000",
      })
  void aBudgetFitsIntoWhatTheCallerAllows(Effort effort, Long most, long budget, long written) {
    var asked = hello().reasoning(reasoning(effort, true));
    Optional.ofNullable(most).ifPresent(asked::maxTokens);

    var body = Dialects.ANTHROPIC.write(asked.done(), TOLD_TOKENS);

    assertThat(reread(body.path("thinking")))
        .isEqualTo(
            json("{'type':'enabled','budget_tokens':" + budget + ",'display':'summarized'}"));
    assertThat(body.path("max_tokens").longValue()).isEqualTo(written);
    assertThat(body.has("output_config")).isFalse();
  }

  @Test
  void tooFewTokensToThinkAreRefused() {
    assertInexpressible(
        hello().reasoning(reasoning(Effort.LOW, true)).maxTokens(1024), Feature.MAX_TOKENS);
  }

  @ParameterizedTest
  @CsvSource({"MINIMAL,low", "LOW,low", "MEDIUM,medium", "HIGH,high", "XHIGH,xhigh"})
  void newerModelsAreToldAnEffort(Effort effort, String word) {
    var asked = hello().maxTokens(100).reasoning(reasoning(effort, false)).done();

    var body = Dialects.ANTHROPIC.write(asked, TOLD_EFFORT);

    assertThat(body.path("thinking")).isEqualTo(json("{'type':'adaptive','display':'omitted'}"));
    assertThat(body.path("output_config")).isEqualTo(json("{'effort':'" + word + "'}"));
    assertThat(body.path("max_tokens").longValue()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {TOLD_TOKENS, TOLD_EFFORT})
  void noThinkingAtAllIsSaidTheSameWayToAll(String model) {
    var asked = hello().reasoning(reasoning(Effort.NONE, true)).done();

    assertThat(Dialects.ANTHROPIC.write(asked, model).path("thinking"))
        .isEqualTo(json("{'type':'disabled'}"));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-6, true",
    "claude-opus-4.7, true",
    "claude-sonnet-5, true",
    "us.anthropic.claude-opus-4-6-v1, true",
    "anthropic/claude-opus-5-5, true",
    "claude-latest, true",
    "claude-sonnet-4-20250514, false",
    "claude-sonnet-4-5@20250929, false",
    "claude-haiku-4-5, false",
    "claude-3-7-sonnet-20250219, false",
    "claude-opus-4, false",
    "some-model-7, false",
  })
  void aModelsNameTellsItsGeneration(String model, boolean effort) {
    assertThat(Generation.of(model).isToldEffort()).isEqualTo(effort);
  }

  @Test
  void tokensAreAlwaysBounded() {
    assertThat(written(hello()).path("max_tokens")).isEqualTo(json("8192"));
  }

  private static Reasoning reasoning(Effort effort, boolean shown) {
    return new Reasoning(Optional.ofNullable(effort), Optional.empty(), shown);
  }

  private static Tool function(Optional<JsonNode> parameters) {
    return new Tool.Function("f", Optional.empty(), parameters, Optional.empty());
  }

  private static Part document(Part.Source source) {
    return new Part.Document(source, Optional.of("T"));
  }

  private static Conversation.Draft hello() {
    return Conversation.draft().turn(Role.USER, text("Hello"));
  }

  private static void assertInexpressible(Conversation.Draft draft, Feature feature) {
    assertThatThrownBy(() -> written(draft))
        .isInstanceOfSatisfying(
            InexpressibleException.class,
            refusal -> assertThat(refusal.feature()).isEqualTo(feature));
  }

  private static JsonNode reread(JsonNode node) {
    return Samples.json(node.toString());
  }

  /** As it is on the wire. */
  private static ObjectNode written(Conversation.Draft draft) {
    return (ObjectNode)
        Samples.json(Dialects.ANTHROPIC.write(draft.done(), TOLD_TOKENS).toString());
  }

  private static JsonNode json(String text) {
    return Samples.json(text);
  }

  private static Part text(String text) {
    return Samples.text(text);
  }
}
