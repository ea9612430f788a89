package dev.millrace.worker.dispatch;

import java.util.BitSet;

/**
 * The records of a partition that had ended when it was given up, although older ones had not.
 *
 * @param offset the one that was committed
 * @param which bit n: the record n beyond it has ended
 */
record EndedBefore(long offset, BitSet which) {
  static final EndedBefore NONE = new EndedBefore(0, new BitSet());

  boolean contains(long record) {
    long index = record - offset;
    return index >= 0 && index < which.length() && which.get((int) index);
  }

  int count() {
    return which.cardinality();
  }
}
