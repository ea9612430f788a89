package dev.millrace.worker.dispatch;

import java.util.BitSet;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The records of one partition between the oldest unacknowledged one and the latest read one.
 *
 * <p>Requests end in any order; Kafka knows one offset. So what is committed is the offset up to
 * which all have ended. The poll thread owns this, but for {@link #acknowledge} and {@link
 * #isRevoked}, which any thread may call.
 */
final class PartitionWindow {
  private final ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();
  private BitSet ended = new BitSet();
  private long base = -1;
  private long next = -1;
  private long committed = -1;
  private volatile boolean revoked;

  /** Takes in a record that was read. Offsets come in order; Kafka may leave some out. */
  void read(long offset) {
    if (base < 0) {
      base = offset;
      committed = offset;
    }
    for (long missing = Math.max(next, base); missing < offset; missing++) {
      ended.set(index(missing));
    }
    next = offset + 1;
  }

  void acknowledge(long offset) {
    acknowledged.add(offset);
  }

  /** Moves the oldest unacknowledged record forward. */
  void advance() {
    for (var offset = acknowledged.poll(); offset != null; offset = acknowledged.poll()) {
      ended.set(index(offset));
    }
    int run = ended.nextClearBit(0);
    if (run > 0) {
      ended = ended.get(run, Math.max(run, ended.length()));
      base += run;
    }
  }

  /** The offset to commit, when it moved since the last time. */
  OptionalLong toCommit() {
    if (base <= committed) {
      return OptionalLong.empty();
    }
    committed = base;
    return OptionalLong.of(base);
  }

  /** A commit did not reach Kafka: {@link #toCommit} names the offset again. */
  void commitFailed() {
    committed = -1;
  }

  /** How many records it spans. */
  long size() {
    return base < 0 ? 0 : next - base;
  }

  void revoke() {
    revoked = true;
  }

  boolean isRevoked() {
    return revoked;
  }

  private int index(long offset) {
    return Math.toIntExact(offset - base);
  }
}
