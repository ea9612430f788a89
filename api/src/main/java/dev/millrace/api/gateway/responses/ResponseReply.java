package dev.millrace.api.gateway.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.reply.CallHeaders;
import dev.millrace.blob.FileUrl;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.request.RequestId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes what is answered about responses. */
@ApplicationScoped
class ResponseReply {
  private final DeploymentConfig deployment;

  ResponseReply(DeploymentConfig deployment) {
    this.deployment = deployment;
  }

  /** On the caller's own context. */
  void write(RoutingContext context, RequestId request, ObjectNode body) {
    CallHeaders.name(context, request);
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .end(FileUrl.publish(body.toString(), base(context.request()).value()));
  }

  /** Where the caller reaches us. */
  PublicUrl base(HttpServerRequest request) {
    return PublicUrl.of(deployment.publicUrl(), request);
  }
}
