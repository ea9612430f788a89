package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.fault.FaultReply;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.item.ResultItem;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;

/** Answers about requests that exist. */
@ApplicationScoped
class RequestDesk {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Requests requests;
  private final QueuedAnnouncer announcer;
  private final PayloadDesk payloadDesk;
  private final InstantSource clock;

  RequestDesk(
      Requests requests, QueuedAnnouncer announcer, PayloadDesk payloadDesk, InstantSource clock) {
    this.requests = requests;
    this.announcer = announcer;
    this.payloadDesk = payloadDesk;
    this.clock = clock;
  }

  /** Fails with {@link FaultCode#NOT_FOUND} for what is unknown, foreign, or no id at all. */
  Uni<RequestView> find(AccountId account, String id) {
    return requests.find(account, idOf(id)).map(found -> found.orElseThrow(() -> notFound(id)));
  }

  /** Cancels, and answers how the request stands then. */
  Uni<RequestView> cancel(AccountId account, String id) {
    return requests
        .cancel(account, idOf(id), clock.instant())
        .map(found -> found.orElseThrow(() -> notFound(id)))
        .invoke(this::announce)
        .map(Requests.CancelResult::request);
  }

  /**
   * The output of a completed request; otherwise why there is none. Fails with {@link
   * FaultCode#GONE} when it is past its retention.
   */
  Uni<Response> result(RequestView request, PublicUrl base, CorrelationId call) {
    return switch (request.status()) {
      case IN_QUEUE, IN_PROGRESS -> Uni.createFrom().failure(notFinished(request));
      case COMPLETED ->
          payloadDesk
              .outputOf(request)
              .map(payloads -> ResultItem.of(request, payloads, base.value()))
              .map(item -> Response.ok(new ResultReply(item, null)).build());
      case FAILED, CANCELLED ->
          payloadDesk.of(request).map(payloads -> unsuccessful(request, payloads, base, call));
    };
  }

  private static Response unsuccessful(
      RequestView request, Payloads payloads, PublicUrl base, CorrelationId call) {
    var reply = FaultReply.withStatus(422, faultOf(request), call);
    var item = ResultItem.of(request, payloads, base.value());
    var response = Response.status(reply.status()).entity(new ResultReply(item, reply.envelope()));
    reply.headers().forEach(response::header);
    return response.build();
  }

  private static Fault faultOf(RequestView request) {
    return request
        .fault()
        .orElseGet(() -> Fault.of(FaultCode.CANCELLED, "the request was cancelled by its caller"));
  }

  private void announce(Requests.CancelResult result) {
    if (result.cancelledNow()) {
      announcer.announce(result.request().transition(clock.instant()));
    }
  }

  static RequestId idOf(String id) {
    return RequestId.parse(id).orElseThrow(() -> notFound(id));
  }

  static FaultException notFound(String id) {
    return new FaultException(
        FaultCode.NOT_FOUND,
        "there is no request with this id for this key; ids have 21 characters, this one has "
            + id.length());
  }

  static FaultException notFinished(RequestView request) {
    return new FaultException(
        Fault.of(
                FaultCode.NOT_FINISHED,
                "the request is %s; poll its status_url until it has ended"
                    .formatted(request.status()))
            .retryAfter(SOON));
  }
}
