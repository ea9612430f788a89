package dev.millrace.conversation;

import java.util.Locale;

/** Why a model ended its answer. */
public enum StopReason {
  /** It had said all. */
  STOP,
  /** It wrote as many tokens as it may. */
  LENGTH,
  /** It wants its tools called. */
  TOOL_CALLS,
  /** What it was about to say is not allowed. */
  CONTENT_FILTER,
  /** It would not answer. */
  REFUSAL,
  /** It came to one of the caller's stop texts. */
  STOP_SEQUENCE,
  /** The provider paused a long turn; the caller sends it back to go on. */
  PAUSE,
  /** Its caller had it stopped. */
  KILLED;

  /** As {@link Piece.Ended} says it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a word means; one that nobody knows is an end like others. */
  public static StopReason of(String word) {
    for (var reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    return STOP;
  }
}
