package dev.millrace.route;

import dev.millrace.queue.Recall;

/** Why a running attempt is to stop. */
public enum Stop {
  /** Its caller wants the request back. */
  CANCELLED,
  /** Another worker runs the request by now. */
  LOST,
  /** This worker ends, and its grace is over. */
  DRAINED;

  public static Stop because(Recall.Reason reason) {
    return switch (reason) {
      case CANCELLED -> CANCELLED;
      case LOST -> LOST;
    };
  }
}
