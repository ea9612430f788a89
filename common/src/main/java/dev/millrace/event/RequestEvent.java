package dev.millrace.event;

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
 * A transition of a request, with all that its followers are told but the payloads. Consumers drop
 * repeats by {@code request} and {@code sequence}.
 *
 * @param sequence the transition's number: {@link #ADMISSION}, then one more each
 * @param status the status that it led to
 * @param attempt the latest attempt's number
 * @param startedAt when its first attempt began
 * @param ended how it ended; present exactly when the status is final
 * @param hasWebhook whether its caller wants to be called
 */
public record RequestEvent(
    RequestId request,
    AccountId account,
    ModelName model,
    int sequence,
    RequestStatus status,
    int attempt,
    Instant at,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Ended> ended,
    boolean hasWebhook) {
  /** The number of the first transition, into the queue. */
  public static final int ADMISSION = 0;

  /** The transition before this one, when that put the request back into the queue. */
  public RequestEvent queuedBefore() {
    return before(
        RequestStatus.IN_QUEUE, status == RequestStatus.IN_PROGRESS ? attempt - 1 : attempt);
  }

  /** The transition before this one, when that began the attempt before. */
  public RequestEvent runningBefore() {
    return before(RequestStatus.IN_PROGRESS, attempt - 1);
  }

  /** Nobody keeps when it was: not after this one. */
  private RequestEvent before(RequestStatus then, int attemptThen) {
    return new RequestEvent(
        request,
        account,
        model,
        sequence - 1,
        then,
        attemptThen,
        at,
        createdAt,
        startedAt,
        Optional.empty(),
        hasWebhook);
  }

  /**
   * How a request ended.
   *
   * @param charged zero unless it completed
   * @param providerTime how long the provider worked
   * @param fault why it failed
   */
  public record Ended(Money charged, Optional<Duration> providerTime, Optional<Fault> fault) {
    /** Nothing came of it and nobody is to blame. */
    public static final Ended CANCELLED = new Ended(Money.ZERO, Optional.empty(), Optional.empty());
  }
}
