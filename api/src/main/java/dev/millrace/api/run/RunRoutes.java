package dev.millrace.api.run;

import dev.millrace.api.http.RouteOrder;
import dev.millrace.api.http.edge.WholeBody;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Where calls are answered at once. A route of Vert.x, not a resource: it has to know at any moment
 * that its caller has left, and writes at its caller's pace.
 */
@ApplicationScoped
class RunRoutes {
  private final RunFace face;
  private final WholeBody body;

  RunRoutes(RunFace face, WholeBody body) {
    this.face = face;
    this.body = body;
  }

  /** Two segments at the least: {@code /run/model} is a model of an owner of that name. */
  void routes(@Observes Router router) {
    router
        .postWithRegex("/run/[^/]+/.+")
        .order(RouteOrder.PATTERN)
        .handler(body)
        .handler(face::answer);
  }
}
