package dev.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.file.ChunkBoard.Said;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChunkBoardTest {
  private static final Said MORE = new Said(false, Optional.empty());
  private static final Said LAST = new Said(true, Optional.empty());
  private static final ChunkBoard EMPTY =
      new ChunkBoard(1000, Optional.empty(), Optional.empty(), List.of());

  /** However they come, and however often, they are whole when the last of them is there. */
  @Property(tries = 200)
  void theOrderDoesNotMatter(@ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
    var order = new ArrayList<>(IntStream.range(0, 2 * count).mapToObj(n -> n % count).toList());
    Collections.shuffle(order, new Random(seed));
    var board = EMPTY;
    for (int number : order) {
      board = board.with(chunk(number, "a"), number == count - 1 ? LAST : MORE);
      assertThat(board.isWhole()).isEqualTo(board.count().isPresent() && board.missing().isEmpty());
    }

    assertThat(board.isWhole()).isTrue();
    assertThat(board.received()).isEqualTo(IntStream.range(0, count).boxed().toList());
    assertThat(board.size()).isEqualTo(10L * count);
  }

  @Example
  void whatIsMissingIsKnownUpToTheHighest() {
    var board = EMPTY.with(chunk(1, "a"), MORE).with(chunk(3, "a"), MORE);

    assertThat(board.missing()).containsExactly(0, 2);
    assertThat(board.isWhole()).isFalse();
    assertThat(board.with(chunk(5, "a"), LAST).missing()).containsExactly(0, 2, 4);
  }

  @Example
  void anotherChunkOfTheSameNumberIsAConflict() {
    var board = EMPTY.with(chunk(1, "a"), MORE);

    assertThat(board.with(chunk(1, "a"), MORE)).isEqualTo(board);
    refuses(board, chunk(1, "b"), MORE, "CONFLICT");
  }

  @Example
  void thereIsOneLastChunkAndNoneBehindIt() {
    refuses(EMPTY.with(chunk(1, "a"), LAST), chunk(2, "a"), MORE, "UPLOAD_INVALID");
    refuses(EMPTY.with(chunk(2, "a"), MORE), chunk(1, "a"), LAST, "UPLOAD_INVALID");
    refuses(EMPTY.with(chunk(1, "a"), LAST), chunk(0, "a"), LAST, "CONFLICT");
  }

  @Example
  void allTogetherMayHaveSoManyBytes() {
    var board = EMPTY;
    for (int number = 0; number < 100; number++) {
      board = board.with(chunk(number, "a"), MORE);
    }
    refuses(board, chunk(100, "a"), MORE, "FILE_TOO_LARGE");
    assertThat(board.with(chunk(99, "a"), LAST).isWhole()).isTrue();
  }

  @Example
  void theChecksumOfTheFileIsSaidOnce() {
    var said = EMPTY.with(chunk(0, "a"), new Said(false, Optional.of("aa")));

    assertThat(said.with(chunk(1, "a"), MORE).sha256()).contains("aa");
    refuses(said, chunk(1, "a"), new Said(false, Optional.of("bb")), "CONFLICT");
  }

  private static void refuses(ChunkBoard board, Chunk chunk, Said said, String code) {
    assertThatThrownBy(() -> board.with(chunk, said)).hasMessageStartingWith(code);
  }

  private static Chunk chunk(int number, String sha256) {
    return new Chunk(number, "chunks/x/" + number, 10, sha256);
  }
}
