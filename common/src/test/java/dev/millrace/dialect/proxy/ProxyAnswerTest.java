package dev.millrace.dialect.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.Samples;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxyAnswerTest {
  private static final Usage USAGE = new Usage(10, 4, 2, 20, 6, 1, List.of(), Duration.ZERO);
  private static final String USED =
      "{'inputTokens':16,'outputTokens':26,'totalTokens':42,'cachedInputTokens':4,"
          + "'reasoningTokens':6,'cacheWriteTokens':2}";
  private static final List<Piece> SAID =
      List.of(
          new Piece.Text(Piece.Kind.REASONING, "Hm."),
          new Piece.Signature("anthropic:c2ln"),
          new Piece.Text(Piece.Kind.CONTENT, "Looking\nthere."),
          new Piece.Citation("https://example.org", "An example"),
          new Piece.ToolCall(0, Optional.of("c1"), Optional.of("weather"), ""),
          new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "{\"city\":"),
          new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "\"Rome\"}"));

  @Test
  void anAnswerInOnePieceHasEveryField() {
    var transcript = new Transcript();
    SAID.forEach(transcript::add);

    var whole = writer().whole(transcript, USAGE, "tool_calls");

    assertThat(Samples.json(whole.toString()))
        .isEqualTo(
            Samples.json(
                "{'id':'r1','model':'acme/writer','message':{'role':'assistant',"
                    + "'content':'Looking\\nthere.',"
                    + "'reasoning':[{'text':'Hm.','signature':'anthropic:c2ln'}],"
                    + "'toolCalls':[{'toolCallId':'c1','toolName':'weather',"
                    + "'input':{'city':'Rome'}}],"
                    + "'sources':[{'url':'https://example.org','title':'An example'}]},"
                    + "'finishReason':'tool-calls','usage':"
                    + USED
                    + "}"));
  }

  @Test
  void eachLineIsOneObject() {
    var lines = lines(SAID, "tool_calls");

    assertThat(lines.stream().map(Frame::data)).noneMatch(line -> line.contains("\n"));
    assertThat(lines.stream().map(Frame::data).map(line -> line.replace('"', '\'')))
        .containsExactly(
            "{'type':'start','version':1,'id':'r1','model':'acme/writer'}",
            "{'type':'reasoning-delta','text':'Hm.'}",
            "{'type':'reasoning-delta','text':'','signature':'anthropic:c2ln'}",
            "{'type':'text-delta','text':'Looking\\nthere.'}",
            "{'type':'tool-call','toolCallId':'c1','toolName':'weather','input':{'city':'Rome'}}",
            "{'type':'usage','usage':" + USED + "}",
            "{'type':'finish','finishReason':'tool-calls',"
                + "'sources':[{'url':'https://example.org','title':'An example'}]}");
    assertThat(lines).allMatch(line -> line.data().contains("\"type\":\"" + line.event() + "\""));
  }

  @Test
  void aRefusalSaysThatItIsOne() {
    var lines = lines(List.of(new Piece.Text(Piece.Kind.REFUSAL, "I will not.")), "refusal");

    assertThat(lines.get(1).data())
        .isEqualTo("{\"type\":\"text-delta\",\"text\":\"I will not.\",\"refusal\":true}");
    assertThat(lines.getLast().data()).contains("\"content-filter\"");
  }

  @Test
  void argumentsThatAreNoObjectStayAText() {
    var call = new Piece.ToolCall(0, Optional.of("c1"), Optional.of("weather"), "{\"city\":");

    assertThat(lines(List.of(call), "tool_calls").get(1).data())
        .endsWith("\"input\":\"{\\\"city\\\":\"}");
  }

  @Test
  void aStreamThatItsCallerStopsEndsAsOneAndLeavesHalfACallOut() {
    var call = new Piece.ToolCall(0, Optional.of("c1"), Optional.of("weather"), "{\"ci");

    assertThat(lines(List.of(call), "killed").stream().map(Frame::event))
        .containsExactly("start", "usage", "finish");
    assertThat(lines(List.of(call), "killed").getLast().data())
        .isEqualTo("{\"type\":\"finish\",\"finishReason\":\"cancelled\"}");
  }

  @Test
  void anErrorHasRuntoolsEnvelope() {
    var failure =
        new Failure(502, "PROVIDER_BROKEN", "The provider broke off.", Optional.of("x"), "call-1");
    var envelope =
        "{'error':{'code':'PROVIDER_BROKEN','message':'The provider broke off.',"
            + "'requestId':'call-1'}}";

    assertThat((JsonNode) Dialects.PROXY.error(failure)).isEqualTo(Samples.json(envelope));
    assertThat(Samples.json(writer().broken(failure).getFirst().data()))
        .isEqualTo(Samples.json("{'type':'error'," + envelope.substring(1)));
  }

  private static List<Frame> lines(List<Piece> pieces, String reason) {
    var writer = writer();
    var lines = new ArrayList<>(writer.begin());
    pieces.forEach(piece -> lines.addAll(writer.piece(piece)));
    lines.addAll(writer.end(USAGE, reason));
    return lines;
  }

  private static AnswerWriter writer() {
    return Dialects.PROXY.answerWriter(
        new Heading(
            "r1", "acme/writer", Instant.EPOCH, Dialects.PROXY.write(Samples.plain(), "a")));
  }
}
