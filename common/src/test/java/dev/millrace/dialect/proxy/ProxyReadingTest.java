package dev.millrace.dialect.proxy;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.millrace.dialect.Refusals;
import dev.millrace.dialect.Samples;
import dev.millrace.dialect.proxy.ProxyDialect.Tier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyReadingTest {
  private static final String ASKED = "'messages':[{'role':'user','content':'Hi'}]";
  private static final String CALLED =
      "{'role':'assistant','content':[{'type':'tool-call','toolCallId':'c1','toolName':'weather',"
          + "'input':{'city':'Rome'}}]},";

  @Test
  void everyOptionIsRead() {
    var read =
        read(
            ASKED
                + ",'maxTokens':9,'temperature':0.5,'topP':0.9,'topK':3,'seed':7,'stop':['END'],"
                + "'presencePenalty':1,'frequencyPenalty':-1,'user':'u-1','parallelToolCalls':false,"
                + "'toolChoice':'required','reasoning':{'effort':'low'},"
                + "'responseFormat':{'type':'json','schema':{'type':'object'},'name':'n'},"
                + "'tools':[{'name':'weather','description':'d','inputSchema':{'type':'object'}},"
                + "{'type':'web-search'}]");

    assertThat(read.turns()).containsExactly(Samples.asked("Hi"));
    assertThat(read.maxTokens()).contains(9L);
    var sampling = read.sampling();
    assertThat(sampling.temperature()).contains(0.5);
    assertThat(sampling.topP()).contains(0.9);
    assertThat(sampling.topK()).contains(3L);
    assertThat(sampling.seed()).contains(7L);
    assertThat(sampling.stop()).containsExactly("END");
    assertThat(sampling.presencePenalty()).contains(1.0);
    assertThat(sampling.frequencyPenalty()).contains(-1.0);
    assertThat(read.user()).contains("u-1");
    assertThat(read.parallelTools()).contains(false);
    assertThat(read.toolChoice()).contains(new ToolChoice.Required());
    assertThat(read.reasoning()).contains(Reasoning.of(Reasoning.Effort.LOW, true));
    assertThat(read.format().orElseThrow())
        .isInstanceOfSatisfying(
            Format.JsonSchema.class, format -> assertThat(format.name()).isEqualTo("n"));
    assertThat(read.tools())
        .containsExactly(
            new Tool.Function(
                "weather",
                Optional.of("d"),
                Optional.of(Samples.json("{'type':'object'}")),
                Optional.empty()),
            new Tool.Hosted(Tool.Kind.WEB_SEARCH));
  }

  @Test
  void theAiSdksOwnNamesAreReadToo() {
    var read =
        read(ASKED + ",'maxOutputTokens':9,'stopSequences':['END'],'toolChoice':{'type':'auto'}");

    assertThat(read.maxTokens()).contains(9L);
    assertThat(read.sampling().stop()).containsExactly("END");
    assertThat(read.toolChoice()).contains(new ToolChoice.Auto());
  }

  @Test
  void picturesAndDocumentsComeByUrlOrAsBytes() {
    var parts =
        read("'messages':[{'role':'user','content':["
                + "{'type':'text','text':'Look.'},"
                + "{'type':'image','image':'https://example.org/a.png'},"
                + "{'type':'image','image':'data:image/png;base64,aGk=','mediaType':'image/png'},"
                + "{'type':'file','data':'aGk=','mediaType':'image/jpeg'},"
                + "{'type':'file','data':'aGk=','mediaType':'application/pdf','filename':'a.pdf'},"
                + "{'type':'file','data':'https://example.org/b.pdf','mediaType':'application/pdf'}"
                + "]}]")
            .turns()
            .getFirst()
            .parts();

    assertThat(parts)
        .containsExactly(
            new Part.Text("Look."),
            image(new Part.Source.Url("https://example.org/a.png")),
            image(new Part.Source.Data("image/png", "aGk=")),
            image(new Part.Source.Data("image/jpeg", "aGk=")),
            new Part.Document(
                new Part.Source.Data("application/pdf", "aGk="), Optional.of("a.pdf")),
            new Part.Document(new Part.Source.Url("https://example.org/b.pdf"), Optional.empty()));
  }

  private static Part image(Part.Source source) {
    return new Part.Image(source, Optional.empty());
  }

  @Test
  void whatAnAnswerSaidIsReadAgainAsItWas() {
    var turn =
        read("'messages':[{'role':'user','content':'Hi'},"
                + "{'role':'assistant','content':'Looking.',"
                + "'reasoning':[{'text':'Hm.','signature':'anthropic:c2ln'}],"
                + "'toolCalls':[{'toolCallId':'c1','toolName':'weather','input':{'city':'Rome'}}],"
                + "'sources':[{'url':'https://example.org','title':'t'}]}]")
            .turns()
            .getLast();

    assertThat(turn)
        .isEqualTo(
            new Turn(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("Hm.", Optional.of("anthropic:c2ln")),
                    new Part.Text("Looking."),
                    new Part.ToolUse("c1", "weather", "{\"city\":\"Rome\"}", Optional.empty()))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          'sunny';                                              sunny;        false
          {'type':'text','value':'sunny'};                      sunny;        false
          {'type':'json','value':{'t':30}};                     {"t":30};     false
          {'type':'error-text','value':'no such city'};         no such city; true
          {'type':'content','value':[{'type':'text','text':'sunny'}]}; sunny; false
          """,
      quoteCharacter = '~')
  void whatAToolAnsweredIsRead(String output, String text, boolean failed) {
    var read = read("'messages':[" + CALLED + result("c1", output) + "]");

    assertThat(read.turns().getLast())
        .isEqualTo(
            new Turn(
                Role.USER,
                List.of(new Part.ToolResult("c1", List.of(new Part.Text(text)), failed))));
  }

  private static String result(String id, String output) {
    return ("{'role':'tool','content':[{'type':'tool-result','toolCallId':'%s',"
            + "'toolName':'weather','output':%s}]}")
        .formatted(id, output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          'temperature':3;                              options.temperature
          'maxTokens':0;                                options.maxTokens
          'maxTokens':1,'maxOutputTokens':2;            options.maxOutputTokens
          'stop':['a'],'stopSequences':['b'];           options.stopSequences
          'seed':'x';                                   options.seed
          'toolChoice':'sometimes';                     options.toolChoice
          'tools':[{'type':'shell'}];                   options.tools[0].type
          'tools':[{'description':'d'}];                options.tools[0].name
          'responseFormat':{'type':'xml'};              options.responseFormat.type
          'reasoning':{'effort':'some'};                options.reasoning.effort
          'reasoning':{'effort':'low','budgetTokens':1};options.reasoning.budgetTokens
          'reasoning':{'budgetTokens':-1};              options.reasoning.budgetTokens
          """,
      quoteCharacter = '~')
  void anOptionThatCannotBeSoIsNamed(String option, String field) {
    assertThat(Refusals.said(() -> read(ASKED + "," + option))).isEqualTo("MALFORMED " + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {'role':'king','content':'a'};                                  .role
          {'role':'user'};                                                .content
          {'role':'user','content':[]};                                   .content
          {'role':'user','content':[{'type':'video'}]};                   .content[0].type
          {'role':'user','content':[{'type':'image','image':'a.png'}]};   .content[0].image
          {'role':'user','content':[{'type':'file','data':'aGk='}]};      .content[0].mediaType
          {'role':'system','content':[{'type':'image','image':'a'}]};     .content[0].type
          {'role':'assistant'};                                           .content
          {'role':'assistant','content':[{'type':'reasoning','text':'a','signature':'b'}]}; .content[0].signature
          {'role':'assistant','toolCalls':[{'toolCallId':'a'}]};          .toolCalls[0].toolName
          {'role':'tool','content':[{'type':'text','text':'a'}]};         .content[0].type
          """,
      quoteCharacter = '~')
  void aMessageThatCannotBeSoIsNamed(String message, String field) {
    assertThat(Refusals.said(() -> read("'messages':[" + message + "]")))
        .isEqualTo("MALFORMED options.messages[0]" + field);
  }

  @Test
  void aResultHasToAnswerACallOnce() {
    var answered = "'messages':[" + CALLED + result("c1", "'a'") + "," + result("c1", "'a'") + "]";
    var unasked = "'messages':[" + result("c9", "'a'") + "]";

    assertThat(Refusals.said(() -> read(answered)))
        .isEqualTo("MALFORMED options.messages[2].content[0].toolCallId");
    assertThat(Refusals.said(() -> read(unasked)))
        .isEqualTo("MALFORMED options.messages[0].content[0].toolCallId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'providerOptions':{}",
        "'messages':[{'role':'user','content':'a','id':'1'}]",
        "'tools':[{'name':'a','parameters':{}}]"
      })
  void noFieldIsDroppedInSilence(String option) {
    var options = option.startsWith("'messages'") ? option : ASKED + "," + option;

    assertThat(Refusals.said(() -> read(options))).startsWith("FIELD_UNSUPPORTED options.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {'model':'a/b'};                                        options
          {'model':'a/b','options':[]};                           options
          {'model':'a/b','options':{}};                           options.messages
          {'model':'a/b','options':{'messages':[]}};              options.messages
          {'model':'a/b','options':{'messages':'hi'}};            options.messages
          {'model':7,'options':{'messages':['hi']}};              model
          {'model':'a/b','tier':'gold','options':{'messages':['hi']}}; tier
          """,
      quoteCharacter = '~')
  void whatIsNoCallIsRefusedAtOnce(String body, String field) {
    assertThat(Refusals.said(() -> Dialects.PROXY.check((ObjectNode) Samples.json(body))))
        .isEqualTo("MALFORMED " + field);
  }

  @Test
  void theTierSaysWhoseKeyIsMeant() {
    assertThat(Dialects.PROXY.tier(body("'tier':'byok'"))).contains(Tier.OWN_KEY);
    assertThat(Dialects.PROXY.tier(body("'tier':'platform'"))).contains(Tier.PLATFORM);
    assertThat(Dialects.PROXY.tier(body("'model':'a/b'"))).isEmpty();
  }

  private static Conversation read(String options) {
    return Dialects.PROXY.read(body("'model':'a/b','options':{" + options + "}"));
  }

  private static ObjectNode body(String fields) {
    return (ObjectNode) Samples.json("{" + fields + "}");
  }
}
