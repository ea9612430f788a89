package dev.millrace.api.files.read;

import dev.millrace.api.http.RouteOrder;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Where files are read. A route of Vert.x, not a resource: a file that goes through us is written
 * at its reader's pace, and let go of when the reader leaves.
 */
@ApplicationScoped
class ReadRoutes {
  private final ReadFace face;

  ReadRoutes(ReadFace face) {
    this.face = face;
  }

  void routes(@Observes Router router) {
    router
        .routeWithRegex("/media/(?<id>[^/]+)(?:/(?<name>[^/]*))?")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(RouteOrder.PATTERN)
        .handler(face::answer);
  }
}
