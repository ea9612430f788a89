package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A worker's right to run one attempt of a request. It holds until another claim follows.
 *
 * @param attempt the number that results must carry
 * @param deferrals how many earlier attempts the provider put off
 * @param sequence the transition's number, for its announcement
 * @param input the model's fields, as JSON
 * @param held what was set aside at admission: no charge exceeds it
 * @param claimedAt when this attempt began
 * @param origin what is known of the request since its admission
 */
public record Claim(
    RequestId request,
    AccountId account,
    ModelName model,
    int attempt,
    int deferrals,
    int sequence,
    String input,
    Money held,
    String rateCard,
    String correlationId,
    Instant claimedAt,
    Origin origin) {

  /**
   * @param startedAt when its first attempt began
   * @param key which key of the account asked; empty for what is older than that column
   * @param basis who pays the provider, and which configuration it follows
   * @param stored whether its payloads are kept once it has ended
   * @param hasWebhook whether its caller wants to be called
   * @param cancelAsked whether its caller asked for it back before this claim: it is not to run
   */
  public record Origin(
      Instant createdAt,
      Instant startedAt,
      Deadlines deadlines,
      Optional<UUID> key,
      Basis basis,
      boolean stored,
      boolean hasWebhook,
      boolean cancelAsked) {

    /** Of a request that its caller has not asked for back. */
    public Origin(
        Instant createdAt,
        Instant startedAt,
        Deadlines deadlines,
        boolean stored,
        boolean hasWebhook) {
      this(
          createdAt,
          startedAt,
          deadlines,
          Optional.empty(),
          Basis.PLATFORM,
          stored,
          hasWebhook,
          false);
    }
  }

  /** What results and recalls name. */
  public AttemptId id() {
    return new AttemptId(request, attempt);
  }

  /** Whether it is the request's first. */
  public boolean isFirst() {
    return attempt == 1;
  }

  /**
   * The transitions before this claim and of it, for a request that was taken over. Whoever made
   * the one before may have died between its commit and its announcement.
   */
  public List<RequestEvent> takenOver() {
    return List.of(started().runningBefore(), started());
  }

  /** As {@link #takenOver()}, for a request that waited in the queue. */
  public List<RequestEvent> takenUp() {
    return isFirst() ? List.of(started()) : List.of(started().queuedBefore(), started());
  }

  /** What is announced when it is taken. */
  public RequestEvent started() {
    return event(sequence, RequestStatus.IN_PROGRESS, claimedAt, Optional.empty());
  }

  /**
   * What is announced when it is settled.
   *
   * @param ended how it ended; empty when it goes back to the queue
   */
  public RequestEvent settled(
      Settled settled, RequestStatus status, Instant at, Optional<RequestEvent.Ended> ended) {
    return event(settled.sequence(), status, at, ended);
  }

  private RequestEvent event(
      int number, RequestStatus status, Instant at, Optional<RequestEvent.Ended> ended) {
    return new RequestEvent(
        request,
        account,
        model,
        number,
        status,
        attempt,
        at,
        origin.createdAt(),
        Optional.of(origin.startedAt()),
        ended,
        origin.hasWebhook());
  }
}
