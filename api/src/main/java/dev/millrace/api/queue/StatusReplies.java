package dev.millrace.api.queue;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.queue.QueueProgress;
import dev.millrace.queue.RequestView;
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
    var links = Links.of(PublicUrl.of(deployment.publicUrl(), call), request.model(), request.id());
    return RequestReply.of(request, links, position(request));
  }

  private long position(RequestView request) {
    return request.status() == RequestStatus.IN_QUEUE
        ? Math.max(1, progress.ahead(request.position()).orElse(1))
        : 0;
  }
}
