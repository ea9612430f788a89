package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that their callers have stopped in the middle: whoever reads them finds an end. */
class KilledStreamsTest {
  private static final String KILLED = StopReason.KILLED.word();
  private static final Usage USED = Usage.ofTokens(3, 2, Duration.ZERO);
  private static final Piece WORDS = new Piece.Text(Piece.Kind.CONTENT, "Half an ans");

  static Stream<Dialect> callers() {
    return Samples.callers();
  }

  static List<Dialect> upstreams() {
    return Dialects.all();
  }

  @ParameterizedTest
  @MethodSource("callers")
  void oneOfOurOwnWordsIsWhole(Dialect dialect) {
    var writer = writer(dialect);
    var frames = new ArrayList<>(writer.begin());
    frames.addAll(writer.piece(WORDS));
    frames.addAll(writer.end(USED, KILLED));

    assertThat(read(dialect, frames).content()).isEqualTo("Half an ans");
  }

  /** The upstream's own frames came until then, and it goes on by ours. */
  @ParameterizedTest
  @MethodSource("upstreams")
  void oneThatWasPassedOnIsWhole(Dialect dialect) {
    var upstream = writer(dialect);
    var frames = new ArrayList<>(upstream.begin());
    frames.addAll(upstream.piece(WORDS));
    var writer = writer(dialect);
    frames.forEach(writer::relayed);

    frames.addAll(writer.end(USED, KILLED));

    var read = read(dialect, frames);
    assertThat(read.content()).isEqualTo("Half an ans");
    assertThat(read.usage().orElseThrow().inputTokens()).isEqualTo(3);
  }

  @Test
  void chatsEndWithTheirMark() {
    var frames = writer(Dialects.CHAT).end(USED, KILLED);

    assertThat(frames.getFirst().data()).contains("\"finish_reason\":\"stop\"");
    assertThat(frames.getLast()).isEqualTo(Frame.of("[DONE]"));
  }

  @Test
  void anthropicsOpenBlockIsClosed() {
    var writer = writer(Dialects.ANTHROPIC);
    writer.relayed(new Frame("message_start", "{}"));
    writer.relayed(new Frame("content_block_start", "{}"));
    writer.relayed(new Frame("content_block_stop", "{}"));
    writer.relayed(new Frame("content_block_start", "{}"));

    var frames = writer.end(USED, KILLED);

    assertThat(frames.stream().map(Frame::event))
        .containsExactly("content_block_stop", "message_delta", "message_stop");
    assertThat(frames.getFirst().data()).contains("\"index\":1");
    assertThat(frames.get(1).data()).contains("\"stop_reason\":\"end_turn\"");
  }

  @Test
  void responsesAreIncomplete() {
    var writer = writer(Dialects.RESPONSES);
    writer.begin();
    writer.piece(WORDS);

    var frames = writer.end(USED, KILLED);

    assertThat(frames.getLast().event()).isEqualTo("response.incomplete");
    assertThat(frames.getLast().data()).contains("Half an ans");
  }

  private static AnswerWriter writer(Dialect dialect) {
    var asked = dialect.write(Samples.streamed(), "some-model");
    dialect.additions(asked).forEach(asked::set);
    return dialect.answerWriter(new Heading("r1", "acme/writer", Instant.EPOCH, asked));
  }

  private static Transcript read(Dialect dialect, List<Frame> frames) {
    var reader = dialect.answerReader(() -> Duration.ZERO);
    var read = new Transcript();
    for (var frame : frames) {
      if (!reader.isMark(frame)) {
        reader.frame(frame, Samples.json(frame.data())).forEach(read::add);
      }
    }
    reader.end().forEach(read::add);
    return read;
  }
}
