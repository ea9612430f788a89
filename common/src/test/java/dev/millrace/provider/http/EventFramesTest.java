package dev.millrace.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.conversation.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFramesTest {
  private static final String STREAM =
      ": hello\r\n\r\nevent: x\nevent:ping ü\ndata: ä\ndata:🌊 b\nid: 7\n\nevent: lost\n\n"
          + "data: {\"c\": \"ü\"}\r\n\r\ndata\n\ndata: [DONE]\nevent:  end\r\r";

  /** However the bytes are torn, in the middle of characters and line ends too. */
  @Property(tries = 300)
  void tearingChangesNothing(
      @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 120) Integer> cuts) throws Exception {
    var bytes = STREAM.getBytes(UTF_8);
    var frames = new EventFrames(100);
    var read = new ArrayList<Frame>();
    int from = 0;
    for (int cut : cuts.stream().sorted().toList()) {
      int to = Math.min(cut, bytes.length);
      read.addAll(frames.feed(Arrays.copyOfRange(bytes, from, to)));
      from = to;
    }
    read.addAll(frames.feed(Arrays.copyOfRange(bytes, from, bytes.length)));

    assertThat(read)
        .containsExactly(
            new Frame("ping ü", "ä\n🌊 b"),
            Frame.of("{\"c\": \"ü\"}"),
            new Frame(" end", "[DONE]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data: 0123456789", "data: 01\ndata: 23\n", ": 012345678901", "event: 0123456"})
  void anEventThatIsTooLongIsRefusedBeforeItsEnd(String text) {
    assertThatThrownBy(() -> new EventFrames(12).feed(text.getBytes(UTF_8)))
        .isInstanceOf(EventFrames.TooLongException.class);
  }

  @Test
  void eachEventHasTheBoundForItself() throws Exception {
    var frames = new EventFrames(12);

    assertThat(frames.feed("data: 0123\n\ndata: 4567\n\n".getBytes(UTF_8)))
        .containsExactly(Frame.of("0123"), Frame.of("4567"));
  }
}
