package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every dialect promises: what it writes it reads again as the same. */
public abstract class DialectContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  protected static final Duration TOOK = Duration.ofMillis(5);

  protected abstract Dialect dialect();

  /** Features of the samples that the dialect has no words for. */
  protected abstract Set<Feature> inexpressible();

  static Stream<Samples.Sample> conversations() {
    return Samples.conversations();
  }

  static Stream<Samples.Answer> answers() {
    return Samples.answers();
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void aConversationThatIsWrittenIsReadAgainAsTheSame(Samples.Sample sample) {
    var missing = sample.features().stream().filter(inexpressible()::contains).toList();
    if (missing.isEmpty()) {
      var body = reparsed(dialect().write(sample.conversation(), "some-model"));

      dialect().check(body);
      assertThat(withStream(dialect().read(body), sample.conversation()))
          .isEqualTo(expected(sample.conversation()));
      assertThat(dialect().maxTokens(body)).isEqualTo(expected(sample.conversation()).maxTokens());
    } else {
      assertThatThrownBy(() -> dialect().write(sample.conversation(), "some-model"))
          .isInstanceOfSatisfying(
              InexpressibleException.class,
              refusal -> assertThat(missing).contains(refusal.feature()));
    }
  }

  /** What becomes of a conversation on the way, where that is not quite the same. */
  protected Conversation expected(Conversation conversation) {
    return conversation;
  }

  /** Where the path says that a stream is wanted, the body does not. */
  private static Conversation withStream(Conversation read, Conversation written) {
    return new Conversation(
        read.turns(),
        read.tools(),
        read.toolChoice(),
        read.parallelTools(),
        read.sampling(),
        read.maxTokens(),
        read.format(),
        read.reasoning(),
        read.user(),
        written.streamed());
  }

  @Test
  void theModelIsNamedInItsField() {
    var body = dialect().write(Samples.plain(), "some-model");

    if (!dialect().modelField().isEmpty()) {
      assertThat(body.path(dialect().modelField()).asText()).isEqualTo("some-model");
    } else {
      assertThat(body.toString()).doesNotContain("some-model");
    }
  }

  @ParameterizedTest
  @EnumSource(Feature.class)
  void everyFeatureHasAField(Feature feature) {
    assertThat(dialect().fieldOf(feature)).isNotBlank();
  }

  @Test
  void aFieldThatNobodyKnowsIsRefusedByName() {
    var body = dialect().write(Samples.plain(), "some-model");
    body.put("made_up_field", true);

    dialect().check(body);
    assertThatThrownBy(() -> dialect().read(body))
        .isInstanceOfSatisfying(
            FaultException.class,
            refusal -> {
              assertThat(refusal.fault().code()).isEqualTo(FaultCode.FIELD_UNSUPPORTED);
              assertThat(refusal.fault().details()).containsEntry("param", "made_up_field");
            });
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerInOnePieceIsReadAgainAsTheSame(Samples.Answer answer) {
    var transcript = new Transcript();
    answer.pieces().forEach(transcript::add);

    var whole =
        dialect().answerWriter(heading(answer)).whole(transcript, answer.usage(), answer.reason());

    var again = new Transcript();
    dialect().answerReader(() -> TOOK).whole(reparsed(whole)).forEach(again::add);
    assertSame(again, transcript, answer);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerInFramesIsReadAgainAsTheSame(Samples.Answer answer) {
    var transcript = new Transcript();
    answer.pieces().forEach(transcript::add);

    var again = read(frames(answer));

    assertSame(again, transcript, answer);
  }

  @Test
  void anAnswerThatStopsInItsMiddleIsBroken() {
    var answer = answers().findFirst().orElseThrow();
    var frames = frames(answer);

    assertThatThrownBy(() -> read(frames.subList(0, frames.size() / 2)))
        .isInstanceOfSatisfying(
            FaultException.class,
            broken -> assertThat(broken.fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN));
  }

  @Test
  void anAnswerThatBreaksOffSaysSo() {
    var writer = dialect().answerWriter(heading(answers().findFirst().orElseThrow()));
    var frames = new ArrayList<Frame>(writer.begin());
    frames.addAll(writer.piece(new Piece.Text(Piece.Kind.CONTENT, "half an ans")));
    frames.addAll(
        writer.broken(
            new Failure(
                502,
                "PROVIDER_BROKEN",
                "The provider broke off.",
                Optional.empty(),
                "correlation-1")));

    assertThatThrownBy(() -> read(frames)).isInstanceOf(FaultException.class);
    assertThat(frames.toString()).contains("The provider broke off.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "\"text\"", "3", "null", "{\"made\":\"up\"}"})
  void aReplyThatIsNoAnswerIsForeignAndBroken(String text) {
    var reader = dialect().answerReader(() -> TOOK);

    assertThat(reader.isForeign(json(text))).isTrue();
    assertThatThrownBy(() -> reader.whole(json(text)))
        .isInstanceOfSatisfying(
            FaultException.class,
            broken -> assertThat(broken.fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN));
  }

  @Test
  void theNewsOfAFailureIsNotForeign() {
    var told =
        dialect()
            .error(new Failure(429, "PROVIDER_BUSY", "No room.", Optional.empty(), "correlation"));

    for (var reply : List.of(reparsed(told), json("{\"error\":{\"message\":\"no\"}}"))) {
      var reader = dialect().answerReader(() -> TOOK);

      assertThat(reader.isForeign(reply)).as(reply.toString()).isFalse();
      assertThatThrownBy(() -> reader.whole(reply)).isInstanceOf(FaultException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsNotForeign(Samples.Answer answer) {
    var transcript = new Transcript();
    answer.pieces().forEach(transcript::add);
    var whole =
        dialect().answerWriter(heading(answer)).whole(transcript, answer.usage(), answer.reason());

    assertThat(dialect().answerReader(() -> TOOK).isForeign(reparsed(whole))).isFalse();
  }

  private void assertSame(Transcript again, Transcript transcript, Samples.Answer answer) {
    assertThat(again.content()).isEqualTo(transcript.content());
    assertThat(again.refusal()).isEqualTo(transcript.refusal());
    assertThat(again.reasoning()).isEqualTo(transcript.reasoning());
    assertThat(again.tools()).isEqualTo(transcript.tools());
    assertThat(again.reason()).contains(answer.reason());
    assertThat(again.usage().orElseThrow()).isEqualTo(withTime(expected(answer.usage())));
  }

  /** What becomes of a usage on the way, where the dialect does not tell all classes apart. */
  protected Usage expected(Usage usage) {
    return usage;
  }

  private static Usage withTime(Usage usage) {
    return new Usage(
        usage.inputTokens(),
        usage.cachedInputTokens(),
        usage.cacheWriteTokens(),
        usage.outputTokens(),
        usage.reasoningTokens(),
        1,
        List.of(),
        TOOK);
  }

  /** What the writer makes of an answer. */
  protected final List<Frame> frames(Samples.Answer answer) {
    var writer = dialect().answerWriter(heading(answer));
    var frames = new ArrayList<Frame>(writer.begin());
    answer.pieces().stream()
        .filter(Piece::isOutput)
        .forEach(piece -> frames.addAll(writer.piece(piece)));
    frames.addAll(writer.end(answer.usage(), answer.reason()));
    return frames;
  }

  private Heading heading(Samples.Answer answer) {
    var asked = dialect().write(Samples.streamed(), "some-model");
    dialect().additions(asked).forEach(asked::set);
    return new Heading(
        "s0cUjV44D9LkXJhEGEbxa", "acme/writer", Instant.ofEpochSecond(1_700_000_000), asked);
  }

  /** What the reader makes of frames. */
  protected final Transcript read(List<Frame> frames) {
    var reader = dialect().answerReader(() -> TOOK);
    var read = new Transcript();
    for (var frame : frames) {
      if (!reader.isMark(frame)) {
        reader.frame(frame, json(frame.data())).forEach(read::add);
      }
    }
    reader.end().forEach(read::add);
    return read;
  }

  protected static ObjectNode reparsed(ObjectNode node) {
    return (ObjectNode) json(node.toString());
  }

  protected static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
