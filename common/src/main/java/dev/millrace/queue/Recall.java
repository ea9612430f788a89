package dev.millrace.queue;

/** An attempt that its worker is to stop. */
public record Recall(AttemptId attempt, Reason reason) {
  /** Why. */
  public enum Reason {
    /** The caller wants the request back. */
    CANCELLED,
    /** The request is no longer this worker's: another claim followed, or it has ended. */
    LOST
  }
}
