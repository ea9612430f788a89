package dev.millrace.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import dev.millrace.provider.Calls;
import dev.millrace.request.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventScribeTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final RequestId REQUEST = RequestId.next(AT, new Random(1));
  private static final Usage USAGE = new Usage(3, 0, 0, 5, 0, 1, List.of(), Duration.ofMillis(1));

  private final BackgroundResponse response =
      BackgroundResponse.of(
              REQUEST,
              AT,
              Calls.json("{'model':'test/talk','input':'Why?','background':true,'stream':true}"))
          .orElseThrow();
  private final Transcript transcript = new Transcript();
  private final EventScribe scribe = new EventScribe(response, transcript);
  private final List<Frame> events = new ArrayList<>();

  @Test
  void whatIsSaidIsWrittenOutBehindTheEventsThatTheRequestTells() {
    say(text("Be"), text("cause"), new Piece.Used(USAGE), new Piece.Ended("stop"));
    events.addAll(scribe.end(USAGE, "stop"));

    assertThat(types())
        .containsExactly(
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done");
    assertNumbered();
    assertThat(scribe.ended().at("/status").asText()).isEqualTo("completed");
    assertThat(scribe.ended().at("/output/0/content/0/text").asText()).isEqualTo("Because");
    assertThat(scribe.ended().at("/usage/output_tokens").asInt()).isEqualTo(5);
    assertOurs(scribe.ended());
  }

  @Test
  void nothingIsWrittenBeforeSomethingIsSaid() {
    say(new Piece.Used(USAGE));
    quote("response.created", "{'response':{'id':'resp_theirs'}}");
    quote("response.in_progress", "{'response':{'id':'resp_theirs'}}");

    assertThat(events).isEmpty();
    assertThat(scribe.hasBegun()).isFalse();
  }

  @Test
  void anUpstreamOfTheSameProtocolIsQuotedInOurNameAndWithOurNumbers() {
    quote("response.created", "{'sequence_number':0,'response':{'id':'resp_theirs'}}");
    quote("response.web_search_call.searching", "{'sequence_number':7,'item_id':'ws_1'}");
    quote("response.output_text.delta", "{'sequence_number':8,'item_id':'m','delta':'Hi'}");
    say(text("Hi"));
    quote(
        "response.completed",
        "{'response':{'id':'resp_theirs','model':'gpt-4o','status':'completed','created_at':7,'background':false,'output':[{'type':'web_search_call'}]}}");
    say(new Piece.Ended("stop"));
    events.addAll(scribe.end(USAGE, "stop"));

    assertThat(types())
        .containsExactly(
            "response.in_progress",
            "response.web_search_call.searching",
            "response.output_text.delta");
    assertNumbered();
    assertThat(json(1).path("item_id").asText()).isEqualTo("ws_1");
    assertThat(scribe.ended().at("/output/0/type").asText()).isEqualTo("web_search_call");
    assertOurs(scribe.ended());
  }

  @Test
  void aClosingMarkIsNoEvent() {
    add(new Piece.Verbatim(Frame.of("[DONE]")));

    assertThat(events).isEmpty();
  }

  @Test
  void aQuotedAnswerWithoutItsLastEventEndsWithWhatWasSaid() {
    quote("response.output_text.delta", "{'delta':'Hi'}");
    say(text("Hi"), new Piece.Ended("length"));
    events.addAll(scribe.end(USAGE, "length"));

    assertThat(scribe.ended().at("/status").asText()).isEqualTo("incomplete");
    assertThat(scribe.ended().at("/output/0/content/0/text").asText()).isEqualTo("Hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "[1]", "\"text\"", "{} {}", ""})
  void aQuotedFrameThatIsNoObjectIsBroken(String data) {
    assertThatThrownBy(() -> scribe.piece(new Piece.Verbatim(Frame.of(data))))
        .isInstanceOfSatisfying(
            FaultException.class,
            broken -> assertThat(broken.fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN));
  }

  @Test
  void aCancelledResponseHasWhatWasSaidUntilThen() {
    say(text("Half an"));

    var cancelled = scribe.cancelled(USAGE);

    assertThat(cancelled.at("/status").asText()).isEqualTo("cancelled");
    assertThat(cancelled.at("/output/0/content/0/text").asText()).isEqualTo("Half an");
    assertOurs(cancelled);
  }

  @Test
  void theFirstEventsSayThatItWaits() {
    var first = ResponseEvents.first(response.unfinished("queued"));

    assertThat(first)
        .extracting(Frame::event)
        .containsExactly("response.created", "response.queued");
    assertThat(first)
        .extracting(frame -> Calls.json(frame.data()).path("sequence_number").asInt())
        .containsExactly(0, 1);
    assertThat(Calls.json(first.getFirst().data()).at("/response/status").asText())
        .isEqualTo("queued");
    assertOurs(Calls.json(first.getFirst().data()).path("response"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "incomplete", "failed"})
  void theLastEventIsNamedAfterTheStatus(String status) {
    var last = ResponseEvents.last(9, response.unfinished(status));

    assertThat(last.event()).isEqualTo("response." + status);
    assertThat(Calls.json(last.data()).path("sequence_number").asInt()).isEqualTo(9);
  }

  @Test
  void aCancelledResponseEndsAsOneThatFailed() {
    assertThat(ResponseEvents.last(2, response.unfinished("cancelled")).event())
        .isEqualTo("response.failed");
  }

  @Test
  void theProviderIsToldNothingOfTheBackground() {
    assertThat(response.utterance().body().has("background")).isFalse();
    assertThat(response.heading().asked().path("background").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'input':'Why?'}",
        "{'input':'Why?','background':false}",
        "{'messages':[],'background':true}",
        "['background']",
      })
  void otherInputsAreTheModelsOwn(String input) {
    assertThat(BackgroundResponse.of(REQUEST, AT, Calls.json(input))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "resp_", "resp_x", "req_", "resp_%s_"})
  void whatIsNoIdOfOursNamesNothing(String id) {
    assertThat(ResponseIds.parse(id.formatted(REQUEST))).isEmpty();
  }

  @Test
  void anIdNamesItsRequest() {
    assertThat(ResponseIds.parse(ResponseIds.of(REQUEST))).contains(REQUEST);
  }

  private static Piece text(String words) {
    return new Piece.Text(Piece.Kind.CONTENT, words);
  }

  private void say(Piece... pieces) {
    List.of(pieces).forEach(this::add);
  }

  private void quote(String type, String fields) {
    var event = (ObjectNode) Calls.json(fields);
    event.put("type", type);
    add(new Piece.Verbatim(new Frame(type, event.toString())));
  }

  private void add(Piece piece) {
    transcript.add(piece);
    events.addAll(scribe.piece(piece));
  }

  private List<String> types() {
    return events.stream().map(Frame::event).toList();
  }

  private JsonNode json(int event) {
    return Calls.json(events.get(event).data());
  }

  private void assertNumbered() {
    for (int i = 0; i < events.size(); i++) {
      assertThat(json(i).path("sequence_number").asInt()).isEqualTo(ResponseEvents.FIRST_SAID + i);
      assertThat(json(i).path("type").asText()).isEqualTo(events.get(i).event());
    }
  }

  private static void assertOurs(JsonNode object) {
    assertThat(object.path("id").asText()).isEqualTo("resp_" + REQUEST);
    assertThat(object.path("created_at").asLong()).isEqualTo(AT.getEpochSecond());
    assertThat(object.path("model").asText()).isEqualTo("test/talk");
    assertThat(object.path("background").asBoolean()).isTrue();
  }
}
