package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signed thoughts and calls on their way: from an upstream to a caller, and with the caller's next
 * question to that upstream, or to another.
 */
class SignedAnswersTest {
  /** One that takes calls unsigned: what is signed then is so by its own. */
  private static final String MODEL = "gemini-2.5-pro";

  /** Every upstream's answer for every caller. */
  static Stream<Arguments> pairs() {
    return Dialects.all().stream()
        .flatMap(
            upstream ->
                Samples.callers()
                    .map(
                        caller ->
                            Arguments.argumentSet(
                                upstream.word() + " to " + caller.word(), upstream, caller)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whoSignedGetsItsProofsBack(Dialect upstream, Dialect caller) {
    var asked = history(caller, told(upstream, caller));

    var next = upstream.write(caller.read(asked), MODEL);

    assertThat(proofs(next)).isEqualTo(carried(upstream, caller));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void nobodyElseGetsThem(Dialect upstream, Dialect caller) {
    var asked = history(caller, told(upstream, caller));

    for (var other : Dialects.all()) {
      if (other != upstream) {
        var next = other.write(caller.read(asked), MODEL);

        assertThat(proofs(next)).as(other.word()).isEmpty();
        assertThat(next.toString()).contains("Looking.").contains("weather");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aStreamTellsTheSameProofs(Dialect upstream, Dialect caller) {
    var streamed = new ArrayList<String>();
    for (var frame : frames(upstream, caller)) {
      // Responses repeat each item when it is done, and all of them at the end.
      if (frame.data().startsWith("{") && !frame.event().startsWith("response.completed")) {
        streamed.addAll(proofs(Samples.json(frame.data())));
      }
    }

    assertThat(streamed).isEqualTo(proofs(told(upstream, caller)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void onlyCallersOfTheSignersProtocolGetBareProofs(Dialect upstream, Dialect caller) {
    var told = proofs(told(upstream, caller));

    if (caller == upstream) {
      assertThat(told).isEqualTo(carried(upstream, caller));
    } else {
      assertThat(told)
          .hasSameSizeAs(carried(upstream, caller))
          .noneMatch(carried(upstream, caller)::contains);
    }
  }

  static Stream<Dialect> othersThanGemini() {
    return Dialects.all().stream().filter(upstream -> upstream != Dialects.GEMINI);
  }

  /** Google's clients take the field for bytes, and some of them say it in the other alphabet. */
  @ParameterizedTest
  @MethodSource("othersThanGemini")
  void geminisClientsCarryThemAsBytes(Dialect upstream) {
    var told = told(upstream, Dialects.GEMINI);
    var text = told.toString();
    for (var proof : proofs(told)) {
      var bytes = Base64.getDecoder().decode(proof);
      text = text.replace(proof, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
    var asked = history(Dialects.GEMINI, (ObjectNode) Samples.json(text));

    var next = upstream.write(Dialects.GEMINI.read(asked), MODEL);

    assertThat(proofs(next)).isEqualTo(carried(upstream, Dialects.GEMINI));
  }

  /** The proofs that the caller's protocol has a place for. */
  private static List<String> carried(Dialect upstream, Dialect caller) {
    var answer = SignedAnswers.of(upstream);
    var carried = new ArrayList<String>();
    if (caller != Dialects.CHAT) {
      carried.addAll(answer.thoughts());
    }
    if (caller != Dialects.ANTHROPIC) {
      carried.addAll(answer.calls());
    }
    return carried;
  }

  private static ObjectNode told(Dialect upstream, Dialect caller) {
    var transcript = new Transcript();
    heard(upstream).forEach(transcript::add);
    var whole = caller.answerWriter(heading(caller)).whole(transcript, Usage.NONE, "tool_calls");
    return (ObjectNode) Samples.json(whole.toString());
  }

  private static List<Frame> frames(Dialect upstream, Dialect caller) {
    var writer = caller.answerWriter(heading(caller));
    var frames = new ArrayList<Frame>(writer.begin());
    heard(upstream).stream()
        .filter(Piece::isOutput)
        .forEach(piece -> frames.addAll(writer.piece(piece)));
    frames.addAll(writer.end(Usage.NONE, "tool_calls"));
    return frames;
  }

  private static List<Piece> heard(Dialect upstream) {
    return upstream.answerReader(() -> Duration.ZERO).whole(SignedAnswers.of(upstream).body());
  }

  private static Heading heading(Dialect caller) {
    return new Heading(
        "s0cUjV44D9LkXJhEGEbxa",
        "acme/writer",
        Instant.ofEpochSecond(1_700_000_000),
        caller.write(Samples.streamed(), MODEL));
  }

  /** A conversation that the answer, as the caller got it, is the latest turn of. */
  private static ObjectNode history(Dialect caller, ObjectNode answer) {
    var asked = caller.write(Samples.plain(), MODEL);
    switch (caller.word()) {
      case "openai-chat" ->
          asked.withArrayProperty("messages").add(answer.at("/choices/0/message"));
      case "openai-responses" ->
          answer.path("output").forEach(asked.withArrayProperty("input")::add);
      case "anthropic" ->
          asked
              .withArrayProperty("messages")
              .addObject()
              .put("role", "assistant")
              .set("content", answer.path("content"));
      case "model-proxy" ->
          asked.withObject("/options").withArrayProperty("messages").add(answer.path("message"));
      case "gemini" -> asked.withArrayProperty("contents").add(answer.at("/candidates/0/content"));
      default -> throw new IllegalArgumentException(caller.word());
    }
    return asked;
  }

  private static List<String> proofs(JsonNode body) {
    var proofs = new ArrayList<String>();
    collect(body, proofs);
    return proofs;
  }

  private static void collect(JsonNode node, List<String> proofs) {
    for (var field : node.properties()) {
      if (SignedAnswers.FIELDS.contains(field.getKey()) && !field.getValue().asText().isEmpty()) {
        proofs.add(field.getValue().asText());
      }
    }
    node.forEach(inner -> collect(inner, proofs));
  }
}
