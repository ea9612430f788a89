package dev.millrace.api.gateway.responses;

import dev.millrace.api.http.RouteOrder;
import dev.millrace.api.http.edge.WholeBody;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Where responses are found that exist. Routes of Vert.x, because one of them streams. */
@ApplicationScoped
class ResponseRoutes {
  private static final String RESPONSE = "/v1/responses/(?<id>[^/]+)";

  private final ResponseFace face;
  private final WholeBody body;

  ResponseRoutes(ResponseFace face, WholeBody body) {
    this.face = face;
    this.body = body;
  }

  void routes(@Observes Router router) {
    router.getWithRegex(RESPONSE).order(RouteOrder.PATTERN).handler(face::retrieve);
    router
        .postWithRegex(RESPONSE + "/cancel")
        .order(RouteOrder.PATTERN)
        .handler(body)
        .handler(face::cancel);
    router
        .getWithRegex(RESPONSE + "/input_items")
        .order(RouteOrder.PATTERN)
        .handler(face::inputItems);
    router.deleteWithRegex(RESPONSE).order(RouteOrder.PATTERN).handler(face::delete);
  }
}
