package dev.millrace.worker.dispatch;

import java.util.BitSet;

/**
 * How far a partition has come: what one worker commits, and whoever is given the partition next
 * begins with.
 *
 * @param offset up to which all have ended
 * @param ended bit n: the record n beyond it has ended too
 */
record Mark(long offset, BitSet ended) {
  /** Of a partition of which nothing is known. */
  static final Mark NONE = new Mark(0, new BitSet());

  /** Whether a record beyond the offset has ended. */
  boolean contains(long record) {
    long index = record - offset;
    return index >= 0 && index < ended.length() && ended.get((int) index);
  }
}
