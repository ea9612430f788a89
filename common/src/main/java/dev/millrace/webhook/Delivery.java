package dev.millrace.webhook;

/**
 * A delivery that this worker has taken.
 *
 * @param attempts how many attempts have ended before
 */
public record Delivery(DeliveryId id, Line line, String url, int attempts) {}
