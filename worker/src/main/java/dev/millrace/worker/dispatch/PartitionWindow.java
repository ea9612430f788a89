package dev.millrace.worker.dispatch;

import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The records of one partition between the oldest unacknowledged one and the latest read one.
 *
 * <p>Requests end in any order; Kafka knows one offset. So what is committed is the offset up to
 * which all have ended. The poll thread owns this, but for {@link #acknowledge} and {@link
 * #isRevoked}, which any thread may call.
 */
final class PartitionWindow {
  private final Bounds bounds;
  private final ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();
  private Mark before;
  private BitSet ended = new BitSet();
  private int endedBeyond;
  private long base = -1;
  private long next = -1;
  private boolean moved;
  private volatile boolean revoked;

  /**
   * How far to read ahead.
   *
   * @param open records whose requests have not ended: each takes memory
   * @param span records from the oldest such one on: what is read again after a crash
   */
  record Bounds(int open, int span) {}

  /**
   * @param before how far the partition had come when it was given to us
   */
  PartitionWindow(Bounds bounds, Mark before) {
    this.bounds = bounds;
    this.before = before;
  }

  /** Whether this offset was read before: the partition was made anew, and needs a new window. */
  boolean hasRead(long offset) {
    return offset < next;
  }

  /**
   * Takes in a record that was read. Offsets come in order; Kafka may leave some out.
   *
   * @return whether it asks for a turn; not when it ended before the partition was given to us
   */
  boolean read(long offset) {
    if (base < 0) {
      begin(offset);
    }
    for (long missing = Math.max(next, base); missing < offset; missing++) {
      end(missing);
    }
    next = offset + 1;
    if (before.contains(offset)) {
      end(offset);
      return false;
    }
    return true;
  }

  /** Reading begins at what was committed, unless Kafka has lost that: then nothing is known. */
  private void begin(long offset) {
    base = offset;
    if (offset < before.offset()) {
      before = Mark.NONE;
    }
  }

  void acknowledge(long offset) {
    acknowledged.add(offset);
  }

  /** Moves the oldest unacknowledged record forward. */
  void advance() {
    for (var offset = acknowledged.poll(); offset != null; offset = acknowledged.poll()) {
      if (offset >= base) {
        end(offset);
      }
    }
    int run = ended.nextClearBit(0);
    if (run > 0) {
      ended = ended.get(run, Math.max(run, ended.length()));
      base += run;
      endedBeyond -= run;
    }
  }

  /** What to commit, when it moved since the last time. */
  Optional<Mark> toCommit() {
    if (base < 0 || !moved) {
      return Optional.empty();
    }
    moved = false;
    return Optional.of(new Mark(base, ended.get(0, ended.length())));
  }

  /** A commit did not reach Kafka: {@link #toCommit} names the offset again. */
  void commitFailed() {
    moved = true;
  }

  boolean isFull() {
    return open() >= bounds.open() || span() >= bounds.span();
  }

  /** Whether half of it has come free, so that reading on is worth it. */
  boolean hasRoom() {
    return open() <= bounds.open() / 2 && span() <= bounds.span() / 2;
  }

  /** How many records of it have not ended. */
  long open() {
    return span() - endedBeyond;
  }

  /** How many records it spans. */
  long span() {
    return base < 0 ? 0 : next - base;
  }

  void revoke() {
    revoked = true;
  }

  boolean isRevoked() {
    return revoked;
  }

  private void end(long offset) {
    int index = Math.toIntExact(offset - base);
    if (!ended.get(index)) {
      ended.set(index);
      endedBeyond++;
      moved = true;
    }
  }
}
