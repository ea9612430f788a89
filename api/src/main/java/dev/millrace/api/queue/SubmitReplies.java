package dev.millrace.api.queue;

import dev.millrace.api.http.IdempotencyKey;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.QueueProgress;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Terms;
import dev.millrace.request.RequestStatus;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Answers submits: 201 with a request that is new, 200 with one that was submitted before. */
@ApplicationScoped
class SubmitReplies {
  private final QueueProgress progress;
  private final DeploymentConfig deployment;

  SubmitReplies(QueueProgress progress, DeploymentConfig deployment) {
    this.progress = progress;
    this.deployment = deployment;
  }

  /** The answer as it is at once. */
  Response of(Submitted submitted, HttpServerRequest call) {
    return switch (submitted) {
      case Submitted.Queued queued -> created(queued(queued, call), queued.submission().terms());
      case Submitted.Replayed replayed -> replayed(standing(replayed.original(), call));
    };
  }

  /** The answer for a caller who has waited. */
  Response of(Submitted submitted, RequestView now, HttpServerRequest call) {
    return switch (submitted) {
      case Submitted.Queued queued -> created(standing(now, call), now.terms());
      case Submitted.Replayed replayed -> replayed(standing(now, call));
    };
  }

  private RequestReply queued(Submitted.Queued queued, HttpServerRequest call) {
    var submission = queued.submission();
    var links = Links.of(publicUrl(call), submission.model(), submission.id());
    return RequestReply.queued(submission.id().toString(), links, ahead(queued.position()));
  }

  private RequestReply standing(RequestView request, HttpServerRequest call) {
    var links = Links.of(publicUrl(call), request.model(), request.id());
    var isQueued = request.status() == RequestStatus.IN_QUEUE;
    return RequestReply.of(request, links, isQueued ? ahead(request.position()) : 0);
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

  private long ahead(DispatchPosition position) {
    return Math.max(1, progress.ahead(position).orElse(1));
  }

  private PublicUrl publicUrl(HttpServerRequest call) {
    return PublicUrl.of(deployment.publicUrl(), call);
  }
}
