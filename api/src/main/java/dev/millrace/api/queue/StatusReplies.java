package dev.millrace.api.queue;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.model.ModelName;
import dev.millrace.queue.QueueProgress;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Waiting;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells how a request stands, with its turn and its links. */
@ApplicationScoped
class StatusReplies {
  private final QueueProgress progress;
  private final DeploymentConfig deployment;

  StatusReplies(QueueProgress progress, DeploymentConfig deployment) {
    this.progress = progress;
    this.deployment = deployment;
  }

  RequestReply of(RequestView request, HttpServerRequest call) {
    return RequestReply.of(request, links(request.model(), request.id(), call), waiting(request));
  }

  /** For a request that was admitted a moment ago. */
  RequestReply queued(Submitted.Queued queued, HttpServerRequest call) {
    var submission = queued.submission();
    return RequestReply.queued(
        submission.id().toString(),
        links(submission.model(), submission.id(), call),
        progress.waiting(queued.position()));
  }

  private Waiting waiting(RequestView request) {
    return request.status() == RequestStatus.IN_QUEUE
        ? progress.waiting(request.position().orElseThrow())
        : Waiting.NO_MORE;
  }

  private Links links(ModelName model, RequestId id, HttpServerRequest call) {
    return Links.of(PublicUrl.of(deployment.publicUrl(), call), model, id);
  }
}
