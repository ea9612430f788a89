package dev.millrace.request;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Until when a request must have started, and until when it must have ended; past either it is
 * FAILED with {@code DEADLINE_EXCEEDED}. A request has started with its first claim.
 */
public record Deadlines(Optional<Instant> startBy, Optional<Instant> finishBy) {
  public static final Deadlines NONE = new Deadlines(Optional.empty(), Optional.empty());

  /** The fault of a request that still waits at {@code now}; empty while it is in time. */
  public Optional<Fault> missedWaiting(boolean started, Instant now) {
    return missed(finishBy, now, "end")
        .or(() -> started ? Optional.empty() : missed(startBy, now, "start"));
  }

  /**
   * The fault of a request whose next attempt would come too late to end in time; empty when it
   * comes early enough.
   *
   * @param after why there has to be a next one, for the message
   */
  public Optional<Fault> missedByNextAttempt(Instant next, String after) {
    return finishBy
        .filter(by -> !next.isBefore(by))
        .map(
            by ->
                fault(
                    "The request had to end by %s; its next attempt would begin %d ms later. Before: %s"
                        .formatted(by, Duration.between(by, next).toMillis(), after)));
  }

  /** The fault of a request that still ran when it had to have ended. */
  public Fault missedRunning(Instant now) {
    return finishBy
        .map(
            by ->
                fault(
                    "The request had to end by %s; its provider still worked %d ms later and was stopped."
                        .formatted(by, lateness(by, now))))
        .orElseThrow();
  }

  /** How long an attempt that begins at {@code now} may run, if there is a bound. */
  public Optional<Duration> left(Instant now) {
    return finishBy.map(by -> Duration.between(now, by));
  }

  private static Optional<Fault> missed(Optional<Instant> deadline, Instant now, String what) {
    return deadline
        .filter(by -> !now.isBefore(by))
        .map(
            by ->
                fault(
                    "The request had to %s by %s; %d ms later it still waited for its turn."
                        .formatted(what, by, lateness(by, now))));
  }

  private static long lateness(Instant by, Instant now) {
    return Math.max(0, Duration.between(by, now).toMillis());
  }

  private static Fault fault(String message) {
    return Fault.of(FaultCode.DEADLINE_EXCEEDED, message);
  }
}
