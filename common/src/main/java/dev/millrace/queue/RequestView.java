package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as its owner sees it, without payloads.
 *
 * @param charged what it cost; zero unless completed
 * @param fault why it failed
 * @param startedAt its first claim
 * @param metadata the caller's labels, as a JSON object
 */
public record RequestView(
    RequestId id,
    AccountId account,
    ModelName model,
    RequestStatus status,
    int sequence,
    int attempt,
    DispatchPosition position,
    Money charged,
    Optional<Fault> fault,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Duration> providerTime,
    Optional<String> metadata) {}
