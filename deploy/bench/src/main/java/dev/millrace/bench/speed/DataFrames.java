package dev.millrace.bench.speed;

import java.nio.charset.StandardCharsets;

/**
 * Counts the frames of an event stream that carry data, whatever pieces it comes in: a line that
 * begins with {@code data:} is one. Not thread-safe.
 */
final class DataFrames {
  private static final byte[] NAME = "data:".getBytes(StandardCharsets.US_ASCII);

  /** The line is another, or was counted. */
  private static final int PASSED = -1;

  /** How much of the name the line has begun with. */
  private int matched;

  private long count;

  /** The next piece of the stream. */
  void take(byte[] piece) {
    for (byte one : piece) {
      if (one == '\n') {
        matched = 0;
      } else if (matched != PASSED) {
        match(one);
      }
    }
  }

  private void match(byte one) {
    matched = one == NAME[matched] ? matched + 1 : PASSED;
    if (matched == NAME.length) {
      count++;
      matched = PASSED;
    }
  }

  /** Those so far. */
  long count() {
    return count;
  }
}
