package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.postgres.queue.IdempotencyConfig;
import dev.millrace.queue.Offer;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The queue and the history, for faces that speak of requests in words of their own. */
@ApplicationScoped
public class QueuedRequests {
  private final Submitter submitter;
  private final Requests requests;
  private final RequestDesk desk;
  private final PayloadDesk payloads;
  private final PayloadEraser eraser;
  private final IdempotencyConfig repetitions;

  QueuedRequests(
      Submitter submitter,
      Requests requests,
      RequestDesk desk,
      PayloadDesk payloads,
      PayloadEraser eraser,
      IdempotencyConfig repetitions) {
    this.submitter = submitter;
    this.requests = requests;
    this.desk = desk;
    this.payloads = payloads;
    this.eraser = eraser;
    this.repetitions = repetitions;
  }

  /**
   * Puts a request into the queue, unless the headers say that it was sent before. Fails with a
   * {@link dev.millrace.fault.FaultException} when it is refused, or an engine is away.
   *
   * @return the request: this one, or the one that it repeats
   */
  public Uni<RequestId> submit(Submission submission, MultiMap headers) {
    var body = submission.input().getBytes(StandardCharsets.UTF_8);
    var mark = RepeatSign.on(headers).map(sign -> sign.mark(submission.model(), body, repetitions));
    return submitter.admit(new Offer(submission, mark)).map(Submitted::id);
  }

  /** Empty for what is unknown or foreign. */
  public Uni<Optional<RequestView>> find(AccountId account, RequestId id) {
    return requests.find(account, id);
  }

  /** What is still there of what went in and came out. */
  public Uni<Payloads> payloadsOf(RequestView request) {
    return payloads.of(request);
  }

  /** Cancels, and answers how the request stands then. Fails with NOT_FOUND. */
  public Uni<RequestView> cancel(AccountId account, RequestId id) {
    return desk.cancel(account, id.toString());
  }

  /** Deletes the payloads. Fails with NOT_FOUND, with NOT_FINISHED, or with CONFLICT. */
  public Uni<Void> erase(AccountId account, RequestId id, PublicUrl base) {
    return eraser.erase(account, id.toString(), base).replaceWithVoid();
  }
}
