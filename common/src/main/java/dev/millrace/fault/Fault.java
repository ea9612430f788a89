package dev.millrace.fault;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why something failed.
 *
 * @param code the stable code
 * @param message what happened, to what, and what to do; safe to show to the caller
 * @param retryAfter how long whoever refused asked us to wait
 * @param validationErrors the fields that do not fit, when a schema refused them
 * @param details further facts for programs, such as {@code needed} and {@code available}; they go
 *     out under {@code details} in this order
 */
public record Fault(
    FaultCode code,
    String message,
    Optional<Duration> retryAfter,
    List<ValidationError> validationErrors,
    Map<String, String> details) {

  public Fault {
    validationErrors = List.copyOf(validationErrors);
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  public static Fault of(FaultCode code, String message) {
    return new Fault(code, message, Optional.empty(), List.of(), Map.of());
  }

  public static Fault invalid(FaultCode code, String message, List<ValidationError> errors) {
    return new Fault(code, message, Optional.empty(), errors, Map.of());
  }

  public Fault retryAfter(Duration wait) {
    return new Fault(code, message, Optional.of(wait), validationErrors, details);
  }

  /**
   * The same fault without words that may quote an input or an output: only those of our own about
   * ourselves stay.
   */
  public Fault withoutQuotes() {
    return switch (code) {
      case MODEL_UNKNOWN,
          OWN_KEY_UNUSABLE,
          OWN_KEY_REFUSED,
          DEADLINE_EXCEEDED,
          WORKER_LOST,
          ENGINE_UNAVAILABLE,
          OVERLOADED,
          UNKNOWN ->
          this;
      default ->
          new Fault(
              code,
              "the request failed with %s; nothing more is kept, because its payloads are not stored"
                  .formatted(code),
              retryAfter,
              List.of(),
              Map.of());
    };
  }

  /** The same fault in other words. */
  public Fault saying(String words) {
    return new Fault(code, words, retryAfter, validationErrors, details);
  }

  /** The same fault with one more fact. */
  public Fault with(String name, String value) {
    var more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new Fault(code, message, retryAfter, validationErrors, more);
  }
}
