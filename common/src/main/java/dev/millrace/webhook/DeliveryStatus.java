package dev.millrace.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. */
public enum DeliveryStatus {
  /** Waits for its turn or for its next attempt. */
  PENDING,
  /** A worker is calling the receiver. */
  DELIVERING,
  /** The receiver has taken it. */
  DELIVERED,
  /** The receiver did not take it, and is not called again unless it is replayed. */
  FAILED;

  /** The word on the wire and in the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<DeliveryStatus> parse(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
  }
}
