package dev.millrace.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why something failed.
 *
 * @param code the stable code
 * @param message what happened, to what, and what to do; safe to show to the caller
 * @param retryAfter how long whoever refused asked us to wait
 * @param validationErrors the fields that do not fit, when a schema refused them
 */
public record Fault(
    FaultCode code,
    String message,
    Optional<Duration> retryAfter,
    List<ValidationError> validationErrors) {

  public Fault {
    validationErrors = List.copyOf(validationErrors);
  }

  public static Fault of(FaultCode code, String message) {
    return new Fault(code, message, Optional.empty(), List.of());
  }

  public static Fault invalid(FaultCode code, String message, List<ValidationError> errors) {
    return new Fault(code, message, Optional.empty(), errors);
  }

  public Fault retryAfter(Duration wait) {
    return new Fault(code, message, Optional.of(wait), validationErrors);
  }
}
