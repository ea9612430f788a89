package dev.millrace.worker.execute;

import java.time.Duration;
import java.time.Instant;

/** When a worker counts as dead. Refuses settings that would run requests twice. */
public record LivenessBounds(Duration heartbeatEvery, Duration presumedDeadAfter) {
  public LivenessBounds {
    if (presumedDeadAfter.compareTo(heartbeatEvery.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException(
          "millrace.execute.presumed-dead-after (%s) must be at least three times heartbeat-every (%s)"
              .formatted(presumedDeadAfter, heartbeatEvery));
    }
  }

  public static LivenessBounds of(ExecuteConfig config) {
    return new LivenessBounds(config.heartbeatEvery(), config.presumedDeadAfter());
  }

  /** A worker whose last heartbeat is before this is dead. */
  public Instant silentSince(Instant now) {
    return now.minus(presumedDeadAfter);
  }
}
