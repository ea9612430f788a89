package dev.millrace.kafka;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is known of the offsets of one lane's partitions: how far records were written, and how far
 * requests have ended. Any thread may call it; a reader sees each number as of some moment within
 * the last second or so.
 */
final class LaneOffsets {
  private static final long UNKNOWN = -1;

  private final AtomicLongArray ends;
  private final AtomicLongArray passed;
  private final AtomicLongArray onTheirWay;

  LaneOffsets(int partitions) {
    this.ends = unknown(partitions);
    this.passed = unknown(partitions);
    this.onTheirWay = new AtomicLongArray(partitions);
  }

  private static AtomicLongArray unknown(int partitions) {
    var offsets = new long[partitions];
    Arrays.fill(offsets, UNKNOWN);
    return new AtomicLongArray(offsets);
  }

  int partitions() {
    return ends.length();
  }

  /** A record is about to be sent. */
  void sending(int partition) {
    onTheirWay.incrementAndGet(partition);
  }

  /** It was acknowledged, or will not come. */
  void sent(int partition) {
    onTheirWay.decrementAndGet(partition);
  }

  /** Records up to here were written. */
  void wrote(int partition, long end) {
    ends.accumulateAndGet(partition, end, Math::max);
  }

  /** So many have ended; after a rebalance the workers may say less for a while. */
  void passed(int partition, long count) {
    passed.accumulateAndGet(partition, count, Math::max);
  }

  /** The partition was made anew: its offsets begin again. */
  void restart(int partition, long end, long count) {
    ends.set(partition, end);
    passed.set(partition, count);
  }

  /** How many have ended, from the partition's first record on; negative while unknown. */
  long passed(int partition) {
    return passed.get(partition);
  }

  /** Records that were written and whose requests have not ended. */
  long backlog(int partition) {
    long end = ends.get(partition);
    return end < 0 ? 0 : Math.max(0, end - Math.max(0, passed.get(partition)));
  }

  /** {@link #backlog}, with what this process is sending now. */
  long load(int partition) {
    return backlog(partition) + onTheirWay.get(partition);
  }

  /** Whether every partition was heard of. */
  boolean isKnown() {
    for (int p = 0; p < partitions(); p++) {
      if (passed.get(p) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Of all partitions together. */
  long allPassed() {
    long sum = 0;
    for (int p = 0; p < partitions(); p++) {
      sum += Math.max(0, passed.get(p));
    }
    return sum;
  }

  /** Of all partitions together. */
  long allBacklog() {
    long sum = 0;
    for (int p = 0; p < partitions(); p++) {
      sum += backlog(p);
    }
    return sum;
  }

  /**
   * How many records are ahead of an offset: those of its partition, and as many of each other one
   * as stand there, because partitions take turns. Empty while not known.
   */
  OptionalLong ahead(int partition, long offset) {
    if (partition >= partitions() || passed.get(partition) < 0) {
      return OptionalLong.empty();
    }
    long own = Math.max(0, offset - passed.get(partition));
    long ahead = own;
    for (int other = 0; other < partitions(); other++) {
      if (other != partition) {
        ahead += Math.min(own, backlog(other));
      }
    }
    return OptionalLong.of(ahead);
  }
}
