package dev.millrace.queue;

import java.time.Duration;

/**
 * How long repetitions are known. Refuses times under which a key would be dropped while it still
 * counts.
 *
 * @param keepFor how long marks are kept
 * @param retryWithin how long a client library's own repetition is one
 */
public record RepeatBounds(Duration keepFor, Duration retryWithin) {
  public RepeatBounds {
    if (retryWithin.isNegative() || keepFor.compareTo(retryWithin) < 0) {
      throw new IllegalArgumentException(
          "millrace.idempotency.keep-for (%s) must be at least millrace.idempotency.retry-within (%s), and that not negative"
              .formatted(keepFor, retryWithin));
    }
  }
}
