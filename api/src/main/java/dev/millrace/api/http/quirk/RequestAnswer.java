package dev.millrace.api.http.quirk;

import dev.millrace.request.RequestStatus;

/** The body of an answer that says how a request stands. */
public interface RequestAnswer {
  String requestId();

  RequestStatus status();

  /** Why it has no output; null while it may still have one. */
  String errorType();

  /** The same answer for a client that has these words. */
  RequestAnswer in(RequestStatus status, String errorType);
}
