package dev.millrace.s3;

/**
 * How large the parts of an upload of unknown size are: small as long as it may be small, and in
 * its later half as large as it takes to be done within the store's 10,000 parts.
 */
record PartSizes(long atMost) {
  static final int SMALLEST = 8 << 20;
  private static final int MOST_PARTS = 10_000;
  private static final int SMALL_PARTS = MOST_PARTS / 2;

  /** In bytes, of the part of this number; parts count from 1. */
  int of(int number) {
    if (number <= SMALL_PARTS) {
      return SMALLEST;
    }
    var left = Math.max(0, atMost - (long) SMALL_PARTS * SMALLEST);
    return Math.toIntExact(
        Math.max(SMALLEST, Math.ceilDiv(left, (long) (MOST_PARTS - SMALL_PARTS))));
  }
}
