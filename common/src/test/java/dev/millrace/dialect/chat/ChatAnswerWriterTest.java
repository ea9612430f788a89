package dev.millrace.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers hear. */
class ChatAnswerWriterTest {
  private static final Usage USAGE = new Usage(15, 80, 5, 20, 30, 1, List.of(), Duration.ZERO);
  private static final String HEAD =
      "{'id':'chatcmpl-r1','object':'chat.completion.chunk','created':1700000000,'model':'acme/writer','choices':[";
  private static final String GOES_ON = ",'logprobs':null,'finish_reason':null}]}";

  @Test
  void wordsComeInChunks() {
    assertThat(
            frames(
                "{}",
                new Piece.Text(Piece.Kind.REASONING, "hm"),
                new Piece.Text(Piece.Kind.CONTENT, "\"Hi\"\n☃")))
        .containsExactly(
            HEAD + "{'index':0,'delta':{'role':'assistant','content':''}" + GOES_ON,
            HEAD + "{'index':0,'delta':{'reasoning_content':'hm'}" + GOES_ON,
            HEAD + "{'index':0,'delta':{'content':'\\'Hi\\'\\n☃'}" + GOES_ON,
            HEAD + "{'index':0,'delta':{},'logprobs':null,'finish_reason':'stop'}]}",
            "[DONE]");
  }

  @Test
  void usageComesInAChunkOfItsOwnForWhoAsksForIt() {
    var frames =
        frames(
            "{'stream_options':{'include_usage':true}}", new Piece.Text(Piece.Kind.CONTENT, "Hi"));

    assertThat(frames).hasSize(5);
    assertThat(frames.subList(0, 3))
        .allSatisfy(frame -> assertThat(frame).endsWith("],'usage':null}"));
    assertThat(frames.get(3))
        .isEqualTo(
            HEAD
                + "],'usage':{'prompt_tokens':100,'completion_tokens':50,'total_tokens':150,"
                + "'prompt_tokens_details':{'cached_tokens':80,'cache_write_tokens':5},"
                + "'completion_tokens_details':{'reasoning_tokens':30}}}");
  }

  @Test
  void callsComeInPartsThatAreNamedOnce() {
    var deltas =
        deltas(
            new Piece.ToolCall(0, Optional.of("a"), Optional.of("f"), ""),
            new Piece.ToolCall(0, Optional.empty(), Optional.empty(), ""),
            new Piece.ToolCall(0, Optional.empty(), Optional.empty(), "{\"n\":1}"),
            new Piece.Signature("openai-chat:sig"),
            new Piece.ToolCall(1, Optional.of("b"), Optional.of("g"), "{}"));

    assertThat(deltas)
        .containsExactly(
            "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]}",
            "{'tool_calls':[{'index':0,'function':{'arguments':'{\\'n\\':1}'}}]}",
            "{'tool_calls':[{'index':0,'function':{'arguments':''},'extra_content':{'google':{'thought_signature':'sig'}}}]}",
            "{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':'{}'}}]}",
            "{}");
  }

  @Test
  void aCallWithoutArgumentsHasAnEmptyObjectOfThem() {
    var call = new Piece.ToolCall(0, Optional.of("a"), Optional.of("f"), "");

    assertThat(deltas(call)).contains("{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}");
    assertThat(whole("tool_calls", call).at("/choices/0/message/tool_calls/0/function/arguments"))
        .hasToString("\"{}\"");
  }

  @Test
  void signaturesOfThoughtsAreNotTold() {
    assertThat(
            deltas(
                new Piece.ToolCall(0, Optional.of("a"), Optional.of("f"), "{}"),
                new Piece.Text(Piece.Kind.REASONING, "hm"),
                new Piece.Signature("openai-chat:sig")))
        .noneMatch(delta -> delta.contains("sig"))
        .hasSize(3);
  }

  @Test
  void refusalsAndSourcesHaveFieldsOfTheirOwn() {
    assertThat(
            deltas(
                new Piece.Text(Piece.Kind.REFUSAL, "No."),
                new Piece.Citation("https://example.org", "T")))
        .containsExactly(
            "{'refusal':'No.'}",
            "{'annotations':[{'type':'url_citation','url_citation':{'url':'https://example.org','title':'T','start_index':0,'end_index':0}}]}",
            "{}");
  }

  @Test
  void anAnswerInOnePieceHasAllOfIt() {
    var answer =
        whole(
            "tool_calls",
            new Piece.Text(Piece.Kind.REASONING, "hm"),
            new Piece.ToolCall(0, Optional.of("a"), Optional.of("f"), "{\"n\":1}"),
            new Piece.Signature("openai-chat:sig"),
            new Piece.Citation("https://example.org", "T"));

    assertThat(plain(answer))
        .isEqualTo(
            "{'id':'chatcmpl-r1','object':'chat.completion','created':1700000000,'model':'acme/writer',"
                + "'choices':[{'index':0,'message':{'role':'assistant','content':null,'refusal':null,'reasoning_content':'hm',"
                + "'annotations':[{'type':'url_citation','url_citation':{'url':'https://example.org','title':'T','start_index':0,'end_index':0}}],"
                + "'tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{\\'n\\':1}'},'extra_content':{'google':{'thought_signature':'sig'}}}]},"
                + "'logprobs':null,'finish_reason':'tool_calls'}],"
                + "'usage':{'prompt_tokens':100,'completion_tokens':50,'total_tokens':150,'prompt_tokens_details':{'cached_tokens':80,'cache_write_tokens':5},'completion_tokens_details':{'reasoning_tokens':30}}}");
  }

  @Test
  void anAnswerThatSaysNothingHasAnEmptyText() {
    assertThat(whole("stop").at("/choices/0/message/content")).hasToString("\"\"");
  }

  @ParameterizedTest
  @CsvSource({
    "stop, stop",
    "stop_sequence, stop",
    "pause, stop",
    "length, length",
    "tool_calls, tool_calls",
    "content_filter, content_filter",
    "refusal, content_filter",
    "what_nobody_knows, stop"
  })
  void theReasonIsAWordThatClientsKnow(String reason, String word) {
    assertThat(whole(reason).at("/choices/0/finish_reason").asText()).isEqualTo(word);
    assertThat(writer("{}").end(USAGE, reason).getFirst().data())
        .endsWith("\"finish_reason\":\"" + word + "\"}]}");
  }

  @Test
  void aRefusalInWordsEndsLikeAnyAnswer() {
    var refusal = new Piece.Text(Piece.Kind.REFUSAL, "No.");
    var writer = writer("{}");
    writer.piece(refusal);

    assertThat(writer.end(USAGE, "refusal").getFirst().data())
        .contains("\"finish_reason\":\"stop\"");
    assertThat(whole("refusal", refusal).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void anAnswerThatBreaksOffEndsWithAnError() {
    var frames = writer("{}").broken(failure(502, "PROVIDER_BROKEN"));

    assertThat(frames)
        .containsExactly(
            Frame.of(
                json(
                    "{'error':{'message':'It"
                        + " broke.','type':'api_error','param':null,'code':'provider_broken'}}")));
  }

  @ParameterizedTest
  @CsvSource({
    "400, FIELD_UNSUPPORTED, invalid_request_error, field_unsupported",
    "401, KEY_INVALID, authentication_error, key_invalid",
    "402, INSUFFICIENT_BALANCE, insufficient_quota, insufficient_balance",
    "403, FORBIDDEN, permission_error, forbidden",
    "404, MODEL_UNKNOWN, invalid_request_error, model_not_found",
    "429, RATE_LIMITED, rate_limit_error, rate_limited",
    "500, UNKNOWN, server_error, unknown",
    "503, OVERLOADED, api_error, overloaded"
  })
  void anErrorHasTheTypeThatClientsKnow(int status, String code, String type, String wire) {
    var error = Dialects.CHAT.error(failure(status, code)).path("error");

    assertThat(error.path("type").asText()).isEqualTo(type);
    assertThat(error.path("code").asText()).isEqualTo(wire);
  }

  @Test
  void anErrorNamesTheFieldThatIsToBlame() {
    var failure = new Failure(400, "MALFORMED", "Bad.", Optional.of("messages[0].role"), "c");

    assertThat(Dialects.CHAT.error(failure).at("/error/param").asText())
        .isEqualTo("messages[0].role");
  }

  private static Failure failure(int status, String code) {
    return new Failure(status, code, "It broke.", Optional.empty(), "c");
  }

  private static AnswerWriter writer(String asked) {
    return Dialects.CHAT.answerWriter(
        new Heading(
            "r1",
            "acme/writer",
            Instant.ofEpochSecond(1_700_000_000),
            (ObjectNode) Samples.json(asked)));
  }

  private static JsonNode whole(String reason, Piece... pieces) {
    var answer = new Transcript();
    List.of(pieces).forEach(answer::add);
    return writer("{}").whole(answer, USAGE, reason);
  }

  /** The data of all frames. */
  private static List<String> frames(String asked, Piece... pieces) {
    var writer = writer(asked);
    var frames = new ArrayList<>(writer.begin());
    List.of(pieces).forEach(piece -> frames.addAll(writer.piece(piece)));
    frames.addAll(writer.end(USAGE, "stop"));
    return frames.stream().map(frame -> frame.data().replace('"', '\'')).toList();
  }

  /** The deltas of all chunks but the first. */
  private static List<String> deltas(Piece... pieces) {
    return frames("{}", pieces).stream()
        .skip(1)
        .filter(frame -> !frame.equals("[DONE]"))
        .map(
            frame ->
                frame.substring(
                    HEAD.length() + "{'index':0,'delta':".length(), frame.indexOf(",'logprobs'")))
        .toList();
  }

  private static String plain(JsonNode node) {
    return node.toString().replace('"', '\'');
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
