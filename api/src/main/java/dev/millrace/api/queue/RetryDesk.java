package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Terms;
import dev.millrace.request.Deadlines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Submits a request that has ended once more, as a new one. */
@ApplicationScoped
class RetryDesk {
  private final RequestDesk desk;
  private final PayloadDesk payloads;
  private final Submitter submitter;

  RetryDesk(RequestDesk desk, PayloadDesk payloads, Submitter submitter) {
    this.desk = desk;
    this.payloads = payloads;
    this.submitter = submitter;
  }

  /**
   * Fails with NOT_FINISHED before the old one has ended, with GONE when its input is not kept any
   * more, and with all that a submit may fail with.
   */
  Uni<Submitter.Queued> retry(AccountId account, String id, String correlationId) {
    return desk.find(account, id).chain(request -> retry(request, correlationId));
  }

  private Uni<Submitter.Queued> retry(RequestView request, String correlationId) {
    if (!request.status().isTerminal()) {
      return Uni.createFrom().failure(RequestDesk.notFinished(request));
    }
    var call =
        new Submitter.Call(
            request.account(), request.model().toString(), request.terms().lane(), correlationId);
    return payloads
        .inputOf(request)
        .chain(input -> submitter.resubmit(call, input, request.metadata(), terms(request)));
  }

  /** Deadlines were moments that have passed; and what is public was meant to be that result. */
  private static Terms terms(RequestView request) {
    return request.terms().within(Deadlines.NONE).shared(false).retryOf(request.id());
  }
}
