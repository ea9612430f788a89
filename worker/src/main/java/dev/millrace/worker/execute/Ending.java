package dev.millrace.worker.execute;

import java.time.Instant;

/** How an attempt ended, for the record that carried its turn. */
public sealed interface Ending {
  /** The request is terminal and announced. */
  record Terminal() implements Ending {}

  /** The request waits for another attempt. */
  record Again(Instant at) implements Ending {}

  /** Another worker runs it under a later attempt number; this result was discarded. */
  record Superseded() implements Ending {}
}
