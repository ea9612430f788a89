package dev.millrace.file;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which chunks of an upload are there. Pure.
 *
 * @param largest bytes that all of them may have together
 * @param count how many there are to be; empty until the last one came
 * @param sha256 of all of them together, as the caller said; empty when not said
 * @param chunks in order
 */
public record ChunkBoard(
    long largest, Optional<Integer> count, Optional<String> sha256, List<Chunk> chunks) {
  /** Chunks that an upload may have. */
  public static final int MOST = 10_000;

  public ChunkBoard {
    chunks = List.copyOf(chunks);
  }

  /**
   * What is said beside a chunk.
   *
   * @param isLast whether no chunk has a higher number
   * @param sha256 of all chunks together
   */
  public record Said(boolean isLast, Optional<String> sha256) {}

  /**
   * The board with one more chunk; the same when it is there already. Fails with CONFLICT when
   * something else was said or sent before, UPLOAD_INVALID when the chunk is behind the last one,
   * FILE_TOO_LARGE when they are too many bytes.
   */
  public ChunkBoard with(Chunk chunk, Said said) {
    var last = said.isLast() ? Optional.of(chunk.number() + 1) : Optional.<Integer>empty();
    var added =
        new ChunkBoard(
            largest,
            agreed("last chunk", count, last),
            agreed("SHA-256 of the file", sha256, said.sha256()),
            added(chunk));
    added.checkNoneBehindTheLast();
    added.checkSize();
    return added;
  }

  private static <T> Optional<T> agreed(String what, Optional<T> before, Optional<T> now) {
    if (before.isPresent() && now.isPresent() && !before.equals(now)) {
      throw new FaultException(
          FaultCode.CONFLICT,
          "another %s was named for this upload before; begin another upload".formatted(what));
    }
    return before.or(() -> now);
  }

  private List<Chunk> added(Chunk chunk) {
    var all = new TreeMap<Integer, Chunk>();
    chunks.forEach(known -> all.put(known.number(), known));
    var before = all.putIfAbsent(chunk.number(), chunk);
    if (before != null && !before.isLike(chunk)) {
      throw new FaultException(
          FaultCode.CONFLICT,
          "chunk %d came before, with other bytes; begin another upload".formatted(chunk.number()));
    }
    return List.copyOf(all.values());
  }

  private void checkNoneBehindTheLast() {
    int highest = highest();
    if (count.isPresent() && highest >= count.get()) {
      throw new FaultException(
          FaultCode.UPLOAD_INVALID,
          "chunk %d is behind the last one, which is %d".formatted(highest, count.get() - 1));
    }
  }

  private void checkSize() {
    if (size() > largest) {
      throw new FaultException(
          FaultCode.FILE_TOO_LARGE,
          "the chunks of a file may have %d bytes together; upload larger files in parts (POST /storage/upload/initiate-multipart)"
              .formatted(largest));
    }
  }

  /** Bytes of those that are there. */
  public long size() {
    return chunks.stream().mapToLong(Chunk::size).sum();
  }

  /** Whether all are there. */
  public boolean isWhole() {
    return count.isPresent() && chunks.size() == count.get();
  }

  /** Numbers of those that are there. */
  public List<Integer> received() {
    return chunks.stream().map(Chunk::number).toList();
  }

  /** Numbers of those that are not there, below the highest that is known of. */
  public List<Integer> missing() {
    var received = Set.copyOf(received());
    return IntStream.range(0, count.orElse(highest() + 1))
        .boxed()
        .filter(number -> !received.contains(number))
        .toList();
  }

  private int highest() {
    return chunks.isEmpty() ? -1 : chunks.getLast().number();
  }
}
