package dev.millrace.dialect.gemini;

import static dev.millrace.dialect.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Sampling;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GeminiWritingTest {
  private static final String MODEL = "gemini-2.5-flash";

  @Test
  void allInstructionsGoToTheirOnePlace() {
    var body =
        written(
            Conversation.draft()
                .turn(Role.SYSTEM, Samples.text("Be brief."))
                .turn(Role.USER, Samples.text("Hello"))
                .turn(Role.DEVELOPER, Samples.text("Be kind.")));

    assertThat(body)
        .isEqualTo(
            json(
                """
                {'contents':[{'role':'user','parts':[{'text':'Hello'}]}],
                 'systemInstruction':{'parts':[{'text':'Be brief.'},{'text':'Be kind.'}]}}
                """));
  }

  @Test
  void instructionsAloneAreTheQuestion() {
    var body = written(Conversation.draft().turn(Role.SYSTEM, Samples.text("Sing.")));

    assertThat(body).isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'Sing.'}]}]}"));
  }

  @Test
  void parallelCallsAndTheirResultsAreOneTurnEach() {
    var body =
        written(
            Conversation.draft()
                .turn(Role.ASSISTANT, call("a", "f", "{\"n\":1}"))
                .turn(Role.ASSISTANT, call("b", "g", ""))
                .turn(Role.USER, result("a", "{\"ok\":true}", false))
                .turn(Role.USER, Samples.text("And?"), result("b", "gone", true)));

    assertThat(body)
        .isEqualTo(
            json(
                """
                {'contents':[
                 {'role':'model','parts':[{'functionCall':{'id':'a','name':'f','args':{'n':1}}},
                   {'functionCall':{'id':'b','name':'g','args':{}}}]},
                 {'role':'user','parts':[
                   {'functionResponse':{'id':'a','name':'f','response':{'ok':true}}},
                   {'functionResponse':{'id':'b','name':'g','response':{'error':'gone'}}}]},
                 {'role':'user','parts':[{'text':'And?'}]}]}
                """));
  }

  @Test
  void aPictureOfAToolLiesBesideItsWords() {
    var picture =
        new Part.Image(new Part.Source.Data("image/png", Samples.PNG), Optional.of("high"));
    var body =
        written(
            Conversation.draft()
                .turn(Role.ASSISTANT, call("a", "f", "{}"))
                .turn(
                    Role.USER,
                    new Part.ToolResult("a", List.of(Samples.text("seen"), picture), false)));

    assertThat(body.at("/contents/1/parts/0/functionResponse/response"))
        .isEqualTo(json("{'output':'seen'}"));
    assertThat(body.at("/contents/1/parts/0/functionResponse/parts/0/inlineData/data").asText())
        .isEqualTo(Samples.PNG);
  }

  @Test
  void aResultWithoutItsCallCannotBeSaid() {
    assertInexpressible(
        Conversation.draft().turn(Role.USER, result("nobody", "x", false)), Feature.TOOL_RESULT);
  }

  @Test
  void argumentsThatAreNoObjectCannotBeSaid() {
    for (var arguments : List.of("[1]", "{\"a\":", "{} {}", "null", "words")) {
      assertInexpressible(
          Conversation.draft().turn(Role.ASSISTANT, call("a", "f", arguments)),
          Feature.TOOL_RESULT);
    }
  }

  @Test
  void thoughtsGoBackWithTheProofOfThisProtocol() {
    var body =
        written(
            Conversation.draft()
                .turn(
                    Role.ASSISTANT,
                    new Part.Reasoning("Hm.", Optional.of("gemini:c2ln")),
                    new Part.Reasoning("", Optional.of("gemini:c2lnMg==")),
                    new Part.Reasoning("So.", Optional.of("gemini:no bytes!")),
                    new Part.Reasoning("Well.", Optional.of("anthropic:c2ln")),
                    new Part.Reasoning("", Optional.of("anthropic:c2ln")),
                    new Part.Refusal("I would rather not.")));

    assertThat(body.at("/contents/0/parts"))
        .isEqualTo(
            json(
                """
                [{'text':'Hm.','thought':true,'thoughtSignature':'c2ln'},
                 {'text':'','thoughtSignature':'c2lnMg=='},
                 {'text':'So.','thought':true},
                 {'text':'Well.','thought':true},
                 {'text':'I would rather not.'}]
                """));
  }

  @Test
  void aTurnOfNothingThatCanBeSaidIsNoTurn() {
    var body =
        written(
            Conversation.draft()
                .turn(Role.USER, Samples.text("Hello"))
                .turn(Role.ASSISTANT, new Part.Reasoning("", Optional.of("gemini:no bytes!"))));

    assertThat(body.path("contents")).hasSize(1);
  }

  @Test
  void newerModelsAreAskedNotToCheckCallsOfOthers() {
    var draft =
        Conversation.draft()
            .turn(
                Role.ASSISTANT,
                new Part.ToolUse("a", "f", "{}", Optional.of("openai-responses:c2ln")),
                call("b", "f", "{}"))
            .done();

    var parts = Dialects.GEMINI.write(draft, "gemini-3-pro-preview").at("/contents/0/parts");

    assertThat(parts.at("/0/thoughtSignature").asText())
        .isEqualTo("skip_thought_signature_validator");
    assertThat(parts.at("/1/thoughtSignature").isMissingNode()).isTrue();
    assertThat(Dialects.GEMINI.write(draft, MODEL).toString()).doesNotContain("thoughtSignature");
  }

  @Test
  void aCallGoesBackWithItsOwnProof() {
    var draft =
        Conversation.draft()
            .turn(Role.ASSISTANT, new Part.ToolUse("a", "f", "{}", Optional.of("gemini:c2ln")))
            .done();

    assertThat(
            Dialects.GEMINI
                .write(draft, "gemini-3-pro-preview")
                .at("/contents/0/parts/0/thoughtSignature")
                .asText())
        .isEqualTo("c2ln");
  }

  @Test
  void functionsThatAreStrictAreValidated() {
    var strict = new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.of(true));
    var body = written(asked().tool(strict).tool(Samples.weather()));

    assertThat(body.at("/toolConfig/functionCallingConfig"))
        .isEqualTo(json("{'mode':'VALIDATED'}"));
  }

  @Test
  void hostedToolsThatMustNotBeUsedAreNotOffered() {
    var body =
        written(
            asked().tool(new Tool.Hosted(Tool.Kind.WEB_SEARCH)).toolChoice(new ToolChoice.None()));

    assertThat(body.has("tools")).isFalse();
    assertThat(body.has("toolConfig")).isFalse();
  }

  @Test
  void hostedToolsCannotBeDemanded() {
    assertInexpressible(
        asked().tool(new Tool.Hosted(Tool.Kind.WEB_SEARCH)).toolChoice(new ToolChoice.Required()),
        Feature.TOOL_CHOICE);
  }

  @Test
  void hostedToolsStandBesideFunctions() {
    var body =
        written(
            asked()
                .tool(new Tool.Hosted(Tool.Kind.CODE_EXECUTION))
                .tool(
                    new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.empty())));

    assertThat(body.path("tools"))
        .isEqualTo(json("[{'functionDeclarations':[{'name':'f'}]},{'codeExecution':{}}]"));
  }

  @Test
  void anEffortIsABudgetThatAllModelsTake() {
    assertThat(budget(Reasoning.of(Reasoning.Effort.XHIGH, false)))
        .isEqualTo(json("{'thinkingBudget':24576,'includeThoughts':false}"));
    assertThat(budget(Reasoning.of(Reasoning.Effort.NONE, false)))
        .isEqualTo(json("{'thinkingBudget':0,'includeThoughts':false}"));
    assertThat(budget(Reasoning.of(32_000, true)))
        .isEqualTo(json("{'thinkingBudget':32000,'includeThoughts':true}"));
    assertThat(budget(new Reasoning(Optional.empty(), Optional.empty(), true)))
        .isEqualTo(json("{'includeThoughts':true}"));
  }

  private static Object budget(Reasoning reasoning) {
    var body = json(written(asked().reasoning(reasoning)).toString());
    return body.at("/generationConfig/thinkingConfig");
  }

  @Test
  void theDescriptionOfAFormatIsThatOfItsSchema() {
    var body =
        written(
            asked()
                .format(
                    new Format.JsonSchema(
                        "n",
                        Optional.of("A number."),
                        json("{'type':'object'}"),
                        Optional.of(true))));

    assertThat(body.path("generationConfig"))
        .isEqualTo(
            json(
                "{'responseMimeType':'application/json','responseJsonSchema':{'type':'object','description':'A"
                    + " number.'}}"));
  }

  @Test
  void moreStopTextsThanTheProviderTakesCannotBeSaid() {
    assertInexpressible(
        asked().sampling(drawn(Optional.empty(), Collections.nCopies(6, "x"))), Feature.STOP);
  }

  @Test
  void numbersThatDoNotFitCannotBeSaid() {
    assertInexpressible(asked().maxTokens(1L << 40), Feature.MAX_TOKENS);
    assertInexpressible(asked().sampling(drawn(Optional.of(1L << 40), List.of())), Feature.SEED);
  }

  @Test
  void picturesAmongInstructionsCannotBeSaid() {
    assertInexpressible(
        asked()
            .turn(
                Role.SYSTEM,
                new Part.Image(new Part.Source.Data("image/png", Samples.PNG), Optional.empty())),
        Feature.IMAGE);
  }

  @Test
  void aFileOfUnknownKindGoesWithoutOne() {
    var body =
        written(
            Conversation.draft()
                .turn(
                    Role.USER,
                    new Part.Document(
                        new Part.Source.Url("https://example.org/a?b=c d"), Optional.of("a")),
                    new Part.Document(
                        new Part.Source.Url("https://example.org/a.PDF?b=c"), Optional.of("a"))));

    assertThat(body.at("/contents/0/parts"))
        .isEqualTo(
            json(
                """
                [{'fileData':{'fileUri':'https://example.org/a?b=c d'}},
                 {'fileData':{'mimeType':'application/pdf','fileUri':'https://example.org/a.PDF?b=c'}}]
                """));
  }

  private static Sampling drawn(Optional<Long> seed, List<String> stop) {
    var usual = Sampling.USUAL;
    return new Sampling(
        usual.temperature(),
        usual.topP(),
        usual.topK(),
        seed,
        usual.presencePenalty(),
        usual.frequencyPenalty(),
        stop);
  }

  private static Conversation.Draft asked() {
    return Conversation.draft().turn(Role.USER, Samples.text("Go"));
  }

  private static Part call(String id, String name, String arguments) {
    return new Part.ToolUse(id, name, arguments, Optional.empty());
  }

  private static Part result(String id, String text, boolean failed) {
    return new Part.ToolResult(id, List.of(Samples.text(text)), failed);
  }

  private static ObjectNode written(Conversation.Draft draft) {
    return Dialects.GEMINI.write(draft.done(), MODEL);
  }

  private static void assertInexpressible(Conversation.Draft draft, Feature feature) {
    assertThatThrownBy(() -> written(draft))
        .isInstanceOfSatisfying(
            InexpressibleException.class,
            refusal -> assertThat(refusal.feature()).isEqualTo(feature));
  }
}
