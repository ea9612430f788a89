package dev.millrace.api.http.quirk;

import dev.millrace.api.http.fault.Envelope;

/** The body of an answer that holds an envelope beside other things. */
public interface FailedAnswer {
  /** Null when nothing failed. */
  Envelope failure();
}
