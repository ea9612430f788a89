package dev.millrace.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an attempt came to.
 *
 * @param status {@code DELIVERED}, {@code FAILED}, or {@code PENDING} when there is a next attempt
 * @param nextAt when that is; present exactly when pending
 * @param response the receiver's HTTP status, when it answered
 * @param error what went wrong, in a sentence for the caller; absent exactly when delivered
 */
public record Attempted(
    DeliveryId id,
    DeliveryStatus status,
    Optional<Instant> nextAt,
    OptionalInt response,
    Optional<String> error) {
  public static Attempted of(DeliveryId id, Aftermath after) {
    return new Attempted(id, after.status(), after.nextAt(), after.response(), after.error());
  }
}
