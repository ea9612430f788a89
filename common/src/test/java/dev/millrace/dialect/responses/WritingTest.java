package dev.millrace.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Tool;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What upstreams are asked. */
class WritingTest {
  @Test
  void aQuestionIsAMessageAndTheUpstreamKeepsNothing() {
    assertThat(written(Conversation.draft().turn(Samples.asked("Hello"))))
        .isEqualTo(
            Samples.json(
                """
                {'model':'m','input':[{'type':'message','role':'user','content':'Hello'}],
                 'store':false}\
                """));
  }

  @Test
  void instructionsAloneAreInputForThereHasToBeSome() {
    var body = written(Conversation.draft().turn(Role.SYSTEM, text("Speak.")));

    assertThat(body.has("instructions")).isFalse();
    assertThat(body.path("input").path(0).path("role").asText()).isEqualTo("system");
  }

  @Test
  void onlyTheFirstInstructionsHaveTheirField() {
    var body =
        written(
            Conversation.draft()
                .turn(Role.SYSTEM, text("One."), text("Two."))
                .turn(Role.SYSTEM, text("Three."))
                .turn(Samples.asked("Hello")));

    assertThat(body.path("instructions").asText()).isEqualTo("One.\n\nTwo.");
    assertThat(body.path("input"))
        .isEqualTo(
            Samples.json(
                """
                [{'type':'message','role':'system','content':'Three.'},
                 {'type':'message','role':'user','content':'Hello'}]\
                """));
  }

  @Test
  void partsOfATurnAreItemsInTheirOrder() {
    var body =
        written(
            Conversation.draft()
                .turn(
                    Role.ASSISTANT,
                    new Part.Reasoning("Hm.", Optional.of("openai-responses:c2ln")),
                    text("Looking."),
                    new Part.ToolUse("c1", "weather", "{}", Optional.empty()),
                    new Part.Refusal("No."))
                .turn(
                    Role.USER,
                    new Part.ToolResult(
                        "c1", List.of(text("sun"), picture("https://example.org/a.png")), true),
                    text("And?")));

    assertThat(body.path("input"))
        .isEqualTo(
            Samples.json(
                """
                [{'type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}],
                  'encrypted_content':'c2ln'},
                 {'type':'message','role':'assistant','content':'Looking.'},
                 {'type':'function_call','call_id':'c1','name':'weather','arguments':'{}'},
                 {'type':'message','role':'assistant','content':[{'type':'refusal','refusal':'No.'}]},
                 {'type':'function_call_output','call_id':'c1','output':[
                   {'type':'input_text','text':'sun'},
                   {'type':'input_image','image_url':'https://example.org/a.png','detail':'auto'}]},
                 {'type':'message','role':'user','content':'And?'}]\
                """));
  }

  @Test
  void whatAnotherProviderSignedIsSaidUnsigned() {
    var body =
        written(
            Conversation.draft()
                .turn(
                    Role.ASSISTANT,
                    new Part.Reasoning("Hm.", Optional.of("anthropic:c2ln")),
                    new Part.Reasoning("", Optional.of("anthropic:redacted_thinking:ZW5j")),
                    new Part.ToolUse("c1", "weather", "{}", Optional.of("gemini:c2ln"))));

    assertThat(body.path("input"))
        .isEqualTo(
            Samples.json(
                """
                [{'type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}]},
                 {'type':'function_call','call_id':'c1','name':'weather','arguments':'{}'}]"""));
  }

  @Test
  void aDocumentHasItsDataOrItsUrl() {
    var body =
        written(
            Conversation.draft()
                .turn(
                    Role.USER,
                    new Part.Document(
                        new Part.Source.Data("application/pdf", "QUJD"), Optional.of("a.pdf")),
                    new Part.Document(
                        new Part.Source.Url("https://example.org/b.pdf"), Optional.empty())));

    assertThat(body.path("input").path(0).path("content"))
        .isEqualTo(
            Samples.json(
                """
                [{'type':'input_file','filename':'a.pdf','file_data':'data:application/pdf;base64,QUJD'},
                 {'type':'input_file','file_url':'https://example.org/b.pdf'}]\
                """));
  }

  @Test
  void whatIsNotSaidToBeStrictIsNot() {
    var schema = Samples.json("{'type':'object'}");
    var body =
        written(
            Conversation.draft()
                .turn(Samples.asked("x"))
                .tool(new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.empty()))
                .format(new Format.JsonSchema("n", Optional.empty(), schema, Optional.empty())));

    assertThat(body.path("tools").path(0))
        .isEqualTo(Samples.json("{'type':'function','name':'f','parameters':null,'strict':false}"));
    assertThat(body.path("text"))
        .isEqualTo(
            Samples.json(
                "{'format':{'type':'json_schema','name':'n','schema':{'type':'object'},'strict':false}}"));
  }

  @Test
  void hostedToolsAreAskedFor() {
    var body =
        written(
            Conversation.draft()
                .turn(Samples.asked("x"))
                .tool(new Tool.Hosted(Tool.Kind.WEB_SEARCH))
                .tool(new Tool.Hosted(Tool.Kind.CODE_EXECUTION)));

    assertThat(body.path("tools"))
        .isEqualTo(
            Samples.json(
                "[{'type':'web_search'},{'type':'code_interpreter','container':{'type':'auto'}}]"));
  }

  @Test
  void aBudgetOfThoughtsIsSaidAsAnEffortAndTheirSignatureIsAskedFor() {
    var body =
        written(Conversation.draft().turn(Samples.asked("x")).reasoning(Reasoning.of(5_000, true)));

    assertThat(body.path("reasoning"))
        .isEqualTo(Samples.json("{'effort':'medium','summary':'auto'}"));
    assertThat(body.path("include")).isEqualTo(Samples.json("['reasoning.encrypted_content']"));
  }

  @Test
  void noThoughtsHaveNoSignature() {
    var body =
        written(Conversation.draft().turn(Samples.asked("x")).reasoning(Reasoning.of(0, false)));

    assertThat(body.path("reasoning")).isEqualTo(Samples.json("{'effort':'none'}"));
    assertThat(body.has("include")).isFalse();
  }

  @Test
  void aPictureOfTheModelsCannotBeSaid() {
    assertThatThrownBy(
            () ->
                written(
                    Conversation.draft()
                        .turn(Role.ASSISTANT, text("See:"), picture("https://example.org/a.png"))))
        .isInstanceOfSatisfying(
            InexpressibleException.class,
            refusal -> assertThat(refusal.feature()).isEqualTo(Feature.IMAGE));
  }

  private static JsonNode written(Conversation.Draft draft) {
    return Dialects.RESPONSES.write(draft.done(), "m");
  }

  private static Part text(String text) {
    return Samples.text(text);
  }

  private static Part picture(String url) {
    return new Part.Image(new Part.Source.Url(url), Optional.empty());
  }
}
