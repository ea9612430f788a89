package dev.millrace.api.queue;

import dev.millrace.api.http.IdempotencyKey;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Terms;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Answers submits: 201 with a request that is new, 200 with one that was submitted before. */
@ApplicationScoped
class SubmitReplies {
  private final StatusReplies statuses;

  SubmitReplies(StatusReplies statuses) {
    this.statuses = statuses;
  }

  /** The answer as it is at once. */
  Response of(Submitted submitted, HttpServerRequest call) {
    return switch (submitted) {
      case Submitted.Queued queued ->
          created(statuses.queued(queued, call), queued.submission().terms());
      case Submitted.Replayed replayed -> replayed(statuses.of(replayed.original(), call));
    };
  }

  /** The answer for a caller who has waited. */
  Response of(Submitted submitted, RequestView now, HttpServerRequest call) {
    return switch (submitted) {
      case Submitted.Queued queued -> created(statuses.of(now, call), now.terms());
      case Submitted.Replayed replayed -> replayed(statuses.of(now, call));
    };
  }

  private static Response created(RequestReply reply, Terms terms) {
    Object body =
        terms.webhook().<Object>map(webhook -> SubmitReply.of(reply, webhook)).orElse(reply);
    return answer(Response.Status.CREATED, reply, body)
        .header("Location", reply.statusUrl())
        .build();
  }

  private static Response replayed(RequestReply reply) {
    return answer(Response.Status.OK, reply, reply).header(IdempotencyKey.REPLAYED, "true").build();
  }

  private static Response.ResponseBuilder answer(
      Response.Status status, RequestReply reply, Object body) {
    return Response.status(status)
        .header("x-modelrunner-request-id", reply.requestId())
        .header("x-fal-request-id", reply.requestId())
        .entity(body);
  }
}
