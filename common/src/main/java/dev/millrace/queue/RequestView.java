package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.request.Basis;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as its owner sees it, without payloads.
 *
 * @param position its turn; empty for a call that was answered at once
 * @param charged what it cost; zero unless completed
 * @param fault why it failed
 * @param startedAt its first claim
 * @param metadata the caller's labels, as a JSON object
 * @param terms what else the caller said at submit
 * @param payloadsPurgedAt when its payloads were deleted
 * @param usage what it was charged for; empty unless completed
 * @param endReason how a streamed answer ended; empty for what was not streamed
 * @param basis who pays the provider, and which configuration it follows
 */
public record RequestView(
    RequestId id,
    AccountId account,
    ModelName model,
    RequestStatus status,
    int sequence,
    int attempt,
    Optional<DispatchPosition> position,
    Money charged,
    Optional<Fault> fault,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Duration> providerTime,
    Optional<String> metadata,
    Terms terms,
    Optional<Instant> payloadsPurgedAt,
    Optional<Usage> usage,
    Optional<String> endReason,
    Basis basis) {

  /** Whether it was answered to a waiting caller, and never was in the queue. */
  public boolean isSynchronous() {
    return position.isEmpty();
  }

  /** Its latest transition, as it was or should have been announced. */
  public RequestEvent transition(Instant at) {
    return new RequestEvent(
        id,
        account,
        model,
        sequence,
        status,
        attempt,
        at,
        createdAt,
        startedAt,
        status.isTerminal()
            ? Optional.of(new RequestEvent.Ended(charged, providerTime, fault))
            : Optional.empty(),
        terms.webhook().isPresent());
  }
}
