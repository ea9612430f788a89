package dev.millrace.api.gateway.tokens;

import dev.millrace.api.http.RouteOrder;
import dev.millrace.api.http.edge.WholeBody;
import dev.millrace.model.OwnPaths;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** Where tokens are counted. Routes of Vert.x, as those beside them are. */
@ApplicationScoped
class CountRoutes {
  private final CountFace face;
  private final WholeBody body;

  CountRoutes(CountFace face, WholeBody body) {
    this.face = face;
    this.body = body;
  }

  void routes(@Observes Router router) {
    at(router, "/v1/messages/count_tokens", CountProtocol.ANTHROPIC);
    at(router, "/v1/responses/input_tokens", CountProtocol.RESPONSES);
    matching(
        router,
        "/(?<model>(?!(?:%s)/)[^/]+/.+)/v1/messages/count_tokens"
            .formatted(OwnPaths.alternatives()),
        CountProtocol.ANTHROPIC);
    matching(router, "/v1(?:beta)?/models/(?<model>.+):countTokens", CountProtocol.GEMINI);
  }

  private void at(Router router, String path, CountProtocol protocol) {
    router
        .post(path)
        .order(RouteOrder.ONE_PATH)
        .handler(body)
        .handler(context -> face.answer(context, protocol, Optional.empty()));
  }

  /** The model is in the path. */
  private void matching(Router router, String pattern, CountProtocol protocol) {
    router
        .postWithRegex(pattern)
        .order(RouteOrder.NARROW_PATTERN)
        .handler(body)
        .handler(
            context -> face.answer(context, protocol, Optional.of(context.pathParam("model"))));
  }
}
