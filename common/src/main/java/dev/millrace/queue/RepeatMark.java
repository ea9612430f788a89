package dev.millrace.queue;

import java.time.Duration;

/**
 * By what a submission's repetition is known.
 *
 * @param key names it, among its account's submissions
 * @param body its model and all that its caller sent as the body
 * @param within how long after the first a repetition still is one
 */
public record RepeatMark(Kind kind, Digest key, Digest body, Duration within) {
  /** Who says that it is a repetition. */
  public enum Kind {
    /** Its caller, by a key: the same one means the same submission. */
    NAMED,
    /** A client library, which sends it for the first time. Never a repetition. */
    FIRST_SENDING,
    /** A client library, which sends it again because the first answer did not reach it. */
    SENT_AGAIN
  }

  public RepeatMark {
    if (within.isNegative()) {
      throw new IllegalArgumentException("a repetition cannot come before the first: " + within);
    }
  }
}
