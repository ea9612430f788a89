package dev.millrace.webhook;

import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a receiver is told of a request. Payloads and metadata are JSON, as they are stored.
 *
 * @param input absent when purged; {@code {"_elided":true}} when it is too large to repeat
 * @param output absent when there is none, or purged
 * @param faultCode with {@code error}, why it did not complete
 */
public record Told(
    RequestId id,
    ModelName model,
    RequestStatus status,
    Money charged,
    Optional<String> faultCode,
    Optional<String> error,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Duration> providerTime,
    Optional<String> metadata,
    Optional<Instant> payloadsPurgedAt,
    Optional<String> input,
    Optional<String> output) {
  /** An input of more bytes is not repeated to receivers. */
  public static final int LARGEST_INPUT = 64 * 1024;

  /** The same with another output. */
  public Told withOutput(Optional<String> other) {
    return new Told(
        id,
        model,
        status,
        charged,
        faultCode,
        error,
        createdAt,
        startedAt,
        finishedAt,
        providerTime,
        metadata,
        payloadsPurgedAt,
        input,
        other);
  }
}
