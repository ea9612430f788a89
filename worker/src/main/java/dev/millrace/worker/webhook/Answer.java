package dev.millrace.worker.webhook;

/** What came of one call. */
sealed interface Answer {
  /** The receiver answered with this HTTP status. */
  record Status(int code) implements Answer {}

  /** No answer came; the reason is for the caller and holds nothing of our network. */
  record Silence(String reason) implements Answer {}

  /** The address must not be called. */
  record Forbidden(String reason) implements Answer {}
}
