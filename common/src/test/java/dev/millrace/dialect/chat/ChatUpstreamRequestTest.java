package dev.millrace.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Sampling;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What upstreams are asked. */
class ChatUpstreamRequestTest {
  private static final Tool SEARCH = new Tool.Hosted(Tool.Kind.WEB_SEARCH);
  private static final Part WORDS = new Part.Text("Look.");

  @Test
  void aQuestionIsWrittenAsPlainlyAsItCanBe() {
    assertThat(written(Conversation.draft().turn(Role.USER, WORDS).maxTokens(9).streamed(true)))
        .hasToString(
            "{'model':'m','messages':[{'role':'user','content':'Look.'}],'max_tokens':9,'stream':true}"
                .replace('\'', '"'));
  }

  @Test
  void whoAsksForReasoningNamesTheLimitTheNewWay() {
    var written =
        written(
            Conversation.draft()
                .turn(Role.USER, WORDS)
                .maxTokens(9)
                .reasoning(Reasoning.of(4_000, false)));

    assertThat(written.path("max_completion_tokens").asInt()).isEqualTo(9);
    assertThat(written.has("max_tokens")).isFalse();
    assertThat(written.path("reasoning_effort").asText()).isEqualTo("medium");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5-mini, max_completion_tokens",
    "o3, max_completion_tokens",
    "gpt-4o, max_tokens",
    "llama3.2, max_tokens"
  })
  void modelsThatReasonUnaskedTakeTheLimitByItsNewName(String model, String field) {
    var conversation = Conversation.draft().turn(Role.USER, WORDS).maxTokens(9).done();

    assertThat(Dialects.CHAT.write(conversation, model).path(field).asInt()).isEqualTo(9);
  }

  @Test
  void aUsersNameThatIsTooLongIsWrittenAsAFingerprint() {
    var name = "user_" + "0".repeat(100);

    var once = written(Conversation.draft().turn(Role.USER, WORDS).user(name));
    var again = written(Conversation.draft().turn(Role.USER, WORDS).user(name));
    var other = written(Conversation.draft().turn(Role.USER, WORDS).user(name + "1"));

    assertThat(once.path("user").asText()).hasSize(64).isEqualTo(again.path("user").asText());
    assertThat(other.path("user")).isNotEqualTo(once.path("user"));
  }

  @Test
  void reasoningThatIsOnlyToBeShownSaysNoEffort() {
    var shown = new Reasoning(Optional.empty(), Optional.empty(), true);

    assertThat(written(Conversation.draft().turn(Role.USER, WORDS).reasoning(shown)))
        .isEqualTo(Samples.json("{'model':'m','messages':[{'role':'user','content':'Look.'}]}"));
  }

  @Test
  void aDevelopersInstructionsAreTheSystems() {
    assertThat(messages(Conversation.draft().turn(Role.DEVELOPER, WORDS, WORDS)))
        .isEqualTo(
            "[{'role':'system','content':[{'type':'text','text':'Look.'},{'type':'text','text':'Look.'}]}]");
  }

  @Test
  void resultsComeRightAfterTheirCalls() {
    var messages =
        messages(
            Conversation.draft()
                .turn(
                    Role.ASSISTANT, new Part.ToolUse("a", "f", "", Optional.of("openai-chat:sig")))
                .turn(Role.USER, WORDS, new Part.ToolResult("a", List.of(WORDS), true)));

    assertThat(messages)
        .isEqualTo(
            "[{'role':'assistant','content':null,'tool_calls':[{'id':'a','type':'function',"
                + "'function':{'name':'f','arguments':'{}'},"
                + "'extra_content':{'google':{'thought_signature':'sig'}}}]},"
                + "{'role':'tool','tool_call_id':'a','content':'Look.'},"
                + "{'role':'user','content':'Look.'}]");
  }

  @Test
  void aCallThatAnotherProviderSignedIsNotSigned() {
    var messages =
        messages(
            Conversation.draft()
                .turn(
                    Role.ASSISTANT, new Part.ToolUse("a", "f", "{}", Optional.of("gemini:c2ln"))));

    assertThat(messages)
        .isEqualTo(
            "[{'role':'assistant','content':null,'tool_calls':[{'id':'a','type':'function',"
                + "'function':{'name':'f','arguments':'{}'}}]}]");
  }

  @Test
  void thoughtsComeBackUnlessAnotherProviderSignedThem() {
    var messages =
        messages(
            Conversation.draft()
                .turn(
                    Role.ASSISTANT,
                    new Part.Reasoning("Hm, ", Optional.empty()),
                    new Part.Reasoning("signed", Optional.of("anthropic:sig")),
                    new Part.Reasoning("well.", Optional.empty()),
                    WORDS)
                .turn(Role.ASSISTANT, new Part.Reasoning("signed", Optional.of("anthropic:sig")))
                .turn(Role.ASSISTANT, new Part.Refusal("No.")));

    assertThat(messages)
        .isEqualTo(
            "[{'role':'assistant','content':'Look.','reasoning_content':'Hm, well.'},"
                + "{'role':'assistant','content':''},"
                + "{'role':'assistant','content':null,'refusal':'No.'}]");
  }

  @Test
  void documentsAndPicturesAreParts() {
    var messages =
        messages(
            Conversation.draft()
                .turn(
                    Role.USER,
                    new Part.Image(new Part.Source.Data("image/png", "AAEC"), Optional.of("low")),
                    new Part.Document(
                        new Part.Source.Data("application/pdf", "BBEC"), Optional.empty())));

    assertThat(messages)
        .isEqualTo(
            "[{'role':'user','content':["
                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAEC','detail':'low'}},"
                + "{'type':'file','file':{'filename':'document','file_data':'data:application/pdf;base64,BBEC'}}]}]");
  }

  @Test
  void aSearchThatMustNotBeMadeIsNotOffered() {
    var draft = Conversation.draft().turn(Role.USER, WORDS).tool(SEARCH);

    assertThat(written(draft).has("web_search_options")).isTrue();
    assertThat(written(draft.toolChoice(new ToolChoice.None())).has("web_search_options"))
        .isFalse();
  }

  @Test
  void aChoiceIsSaidOnlyBesideFunctions() {
    var draft =
        Conversation.draft()
            .turn(Role.USER, WORDS)
            .tool(SEARCH)
            .toolChoice(new ToolChoice.Auto())
            .parallelTools(true);

    assertThat(written(draft).has("tool_choice")).isFalse();
    assertThat(written(draft).has("parallel_tool_calls")).isFalse();
    assertInexpressible(draft.toolChoice(new ToolChoice.Required()), Feature.TOOL_CHOICE);
  }

  @Test
  void whatThereAreNoWordsForIsRefused() {
    var image = new Part.Image(new Part.Source.Url("https://example.org"), Optional.empty());
    var document = new Part.Document(new Part.Source.Url("https://example.org"), Optional.empty());

    assertInexpressible(Conversation.draft().turn(Role.SYSTEM, image), Feature.IMAGE);
    assertInexpressible(Conversation.draft().turn(Role.ASSISTANT, image), Feature.IMAGE);
    assertInexpressible(Conversation.draft().turn(Role.USER, document), Feature.DOCUMENT_BY_URL);
    assertInexpressible(
        Conversation.draft().turn(Role.USER, new Part.ToolResult("a", List.of(image), false)),
        Feature.TOOL_RESULT);
    assertInexpressible(
        Conversation.draft().tool(new Tool.Hosted(Tool.Kind.CODE_EXECUTION)), Feature.HOSTED_TOOL);
    assertInexpressible(
        Conversation.draft().sampling(stops("a", "b", "c", "d", "e")), Feature.STOP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "nothing",
      value = {
        "{} | nothing",
        "{'stream':false} | nothing",
        "{'stream':true} | {'include_usage':true}",
        "{'stream':true,'stream_options':{'include_usage':true}} | nothing",
        "{'stream':true,'stream_options':{'include_usage':false,'include_obfuscation':false}} |"
            + " {'include_usage':true,'include_obfuscation':false}"
      })
  void usageOfStreamsIsAlwaysAskedFor(String body, String options) {
    var additions = Dialects.CHAT.additions((ObjectNode) Samples.json(body));

    assertThat(additions)
        .isEqualTo(options == null ? Map.of() : Map.of("stream_options", Samples.json(options)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'choices':[],'usage':{}} | {} | true",
        "{'choices':[],'usage':{}} | {'stream_options':{'include_usage':false}} | true",
        "{'choices':[],'usage':{}} | {'stream_options':{'include_usage':true}} | false",
        "{'choices':[],'usage':null} | {} | false",
        "{'choices':[],'prompt_filter_results':[]} | {} | false",
        "{'choices':[{}],'usage':{}} | {} | false",
        "{'usage':{}} | {} | false"
      })
  void usageIsHiddenFromWhoDidNotAskForIt(String frame, String body, boolean hidden) {
    assertThat(Dialects.CHAT.hides(Samples.json(frame), (ObjectNode) Samples.json(body)))
        .isEqualTo(hidden);
  }

  private static ObjectNode written(Conversation.Draft draft) {
    return Dialects.CHAT.write(draft.done(), "m");
  }

  /** With single quotes for double ones. */
  private static String messages(Conversation.Draft draft) {
    return written(draft).path("messages").toString().replace('"', '\'');
  }

  private static Sampling stops(String... texts) {
    return new Sampling(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(texts));
  }

  private static void assertInexpressible(Conversation.Draft draft, Feature feature) {
    assertThatThrownBy(() -> written(draft))
        .isInstanceOfSatisfying(
            InexpressibleException.class,
            refusal -> assertThat(refusal.feature()).isEqualTo(feature));
  }
}
