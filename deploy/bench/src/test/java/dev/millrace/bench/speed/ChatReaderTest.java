package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.bench.upstream.FixedUpstream;
import dev.millrace.bench.wrk.Load;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatReaderTest {
  /** The first frame, three words, the reason of the end, the usage, and the end. */
  private static final int FRAMES = 7;

  private FixedUpstream upstream;
  private ChatReader reader;

  @BeforeEach
  void open() throws Exception {
    upstream = FixedUpstream.open();
    reader = new ChatReader(2);
  }

  @AfterEach
  void close() {
    reader.close();
    upstream.close();
  }

  @Test
  void aStreamIsReadToItsEnd() throws Exception {
    var heard = reader.read(chat(Chat.stream("m", 3)));

    assertThat(heard.frames()).isEqualTo(FRAMES);
    assertThat(heard.first()).isPositive();
  }

  @Test
  void theFramesOfAllConnectionsCount() throws Exception {
    assertThat(reader.relay(chat(Chat.stream("m", 3)), 2, Duration.ZERO)).isEqualTo(2 * FRAMES);
  }

  @Test
  void anAnswerThatDoesNotStreamIsNoStream() {
    var whole = chat(Chat.body("m"));

    assertThatThrownBy(() -> reader.read(whole))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("without a frame");
  }

  private Load chat(String body) {
    return Load.post(upstream.url() + "/chat/completions", Map.of(), List.of("none"), body);
  }
}
