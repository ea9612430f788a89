package dev.millrace.request;

import java.time.Instant;
import java.util.Optional;

/**
 * Until when a request must have started, and until when it must have ended; past either it is
 * FAILED with {@code DEADLINE_EXCEEDED}.
 */
public record Deadlines(Optional<Instant> startBy, Optional<Instant> finishBy) {
  public static final Deadlines NONE = new Deadlines(Optional.empty(), Optional.empty());
}
