package dev.millrace.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Heading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded streams of every dialect, torn everywhere: however their bytes arrive, every face is
 * told the same.
 */
class TornStreamsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMES = 200;

  static Stream<Arguments> recorded() {
    return Dialects.all().stream()
        .flatMap(
            dialect ->
                Stream.of("plain", "tools", "parallel", "reasoning")
                    .map(script -> Arguments.of(dialect.word(), script, dialect)));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @MethodSource("recorded")
  void everySplitInTwoIsToldTheSame(String word, String script, Dialect upstream) {
    var bytes = bytes(word, script);
    var told = told(upstream, List.of(bytes));
    assertThat(told).hasSize(Dialects.all().size()).doesNotContain("");

    for (int at = 1; at < bytes.length; at++) {
      var halves =
          List.of(Arrays.copyOfRange(bytes, 0, at), Arrays.copyOfRange(bytes, at, bytes.length));
      assertThat(frames(halves)).as("split at byte %d", at).isEqualTo(frames(List.of(bytes)));
    }
  }

  @ParameterizedTest(name = "{0}/{1}")
  @MethodSource("recorded")
  void oneByteAtATimeIsToldTheSame(String word, String script, Dialect upstream) {
    var bytes = bytes(word, script);
    var single = new ArrayList<byte[]>();
    for (byte one : bytes) {
      single.add(new byte[] {one});
    }

    assertThat(told(upstream, single)).isEqualTo(told(upstream, List.of(bytes)));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @MethodSource("recorded")
  void manyRandomSplitsAreToldTheSame(String word, String script, Dialect upstream) {
    var bytes = bytes(word, script);
    var told = told(upstream, List.of(bytes));

    for (int seed = 0; seed < TIMES; seed++) {
      assertThat(told(upstream, torn(bytes, new Random(seed)))).as("seed %d", seed).isEqualTo(told);
    }
  }

  private static List<byte[]> torn(byte[] bytes, Random random) {
    var chunks = new ArrayList<byte[]>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(120));
      chunks.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return chunks;
  }

  /** What each face is sent, one text for each. */
  private static List<String> told(Dialect upstream, List<byte[]> chunks) {
    var reader = upstream.answerReader(() -> Duration.ZERO);
    var pieces = new ArrayList<Piece>();
    for (var frame : frames(chunks)) {
      if (!reader.isMark(frame)) {
        pieces.addAll(reader.frame(frame, json(frame.data())));
      }
    }
    pieces.addAll(reader.end());
    return Dialects.all().stream().map(face -> written(face, pieces)).toList();
  }

  private static String written(Dialect face, List<Piece> pieces) {
    var writer =
        face.answerWriter(
            new Heading(
                "s0cUjV44D9LkXJhEGEbxa",
                "acme/writer",
                Instant.EPOCH,
                JsonNodeFactory.instance.objectNode().put("stream", true)));
    var frames = new ArrayList<Frame>(writer.begin());
    var usage =
        pieces.stream()
            .filter(Piece.Used.class::isInstance)
            .map(piece -> ((Piece.Used) piece).usage())
            .reduce((first, last) -> last)
            .orElseThrow();
    for (var piece : pieces) {
      if (piece.isOutput()) {
        frames.addAll(writer.piece(piece));
      } else if (piece instanceof Piece.Ended(var reason)) {
        frames.addAll(writer.end(usage, reason));
      }
    }
    return frames.toString();
  }

  private static List<Frame> frames(List<byte[]> chunks) {
    var frames = new EventFrames(1 << 20);
    var all = new ArrayList<Frame>();
    try {
      for (var chunk : chunks) {
        all.addAll(frames.feed(chunk));
      }
    } catch (EventFrames.TooLongException e) {
      throw new AssertionError(e);
    }
    return all;
  }

  private static byte[] bytes(String word, String script) {
    try (var in =
        TornStreamsTest.class.getResourceAsStream("/upstreams/" + word + "/" + script + ".sse")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
