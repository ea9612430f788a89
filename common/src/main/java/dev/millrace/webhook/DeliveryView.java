package dev.millrace.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A delivery as its owner sees it. */
public record DeliveryView(
    DeliveryId id,
    String url,
    DeliveryStatus status,
    int attempts,
    OptionalInt lastResponseStatus,
    Optional<String> lastError,
    Optional<Instant> nextAttemptAt,
    Optional<Instant> deliveredAt,
    Instant createdAt,
    Instant updatedAt) {}
