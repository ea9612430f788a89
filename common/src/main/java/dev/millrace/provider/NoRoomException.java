package dev.millrace.provider;

import dev.millrace.request.Outcome;
import java.time.Duration;

/**
 * We ourselves have no room for this attempt now: nothing was started or sent. It becomes {@link
 * Outcome.Deferred}, which does not use up an attempt. It has no stack trace.
 */
public final class NoRoomException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Duration SHORT_WHILE = Duration.ofSeconds(1);

  public NoRoomException(String message) {
    super(message, null, false, false);
  }

  public Outcome outcome() {
    return new Outcome.Deferred(SHORT_WHILE);
  }
}
