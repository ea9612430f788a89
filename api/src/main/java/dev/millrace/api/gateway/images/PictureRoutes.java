package dev.millrace.api.gateway.images;

import dev.millrace.api.http.RouteOrder;
import dev.millrace.api.http.edge.WholeBody;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Where pictures are made. A route of Vert.x for the reasons that {@code RunRoutes} has. */
@ApplicationScoped
class PictureRoutes {
  private final PictureFace face;
  private final WholeBody body;

  PictureRoutes(PictureFace face, WholeBody body) {
    this.face = face;
    this.body = body;
  }

  void routes(@Observes Router router) {
    at(router, "/v1/images/generations");
    at(router, "/v1beta/openai/images/generations");
  }

  private void at(Router router, String path) {
    router.post(path).order(RouteOrder.ONE_PATH).handler(body).handler(face::answer);
  }
}
