package dev.millrace.api.gateway.tokens;

import dev.millrace.api.http.edge.WholeBody;
import dev.millrace.model.OwnPaths;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.function.Function;

/** Where tokens are counted. Routes of Vert.x, as those beside them are. */
@ApplicationScoped
class CountRoutes {
  /** Behind the filters, before the resources and the routes of answers. */
  private static final int BEFORE_ANSWERS = 99;

  private final CountFace face;
  private final WholeBody body;

  CountRoutes(CountFace face, WholeBody body) {
    this.face = face;
    this.body = body;
  }

  void routes(@Observes Router router) {
    at(router, "/v1/messages/count_tokens", CountProtocol.ANTHROPIC, CountRoutes::inBody);
    at(
        router,
        "/(?<model>(?!(?:%s)/)[^/]+/.+)/v1/messages/count_tokens"
            .formatted(OwnPaths.alternatives()),
        CountProtocol.ANTHROPIC,
        CountRoutes::inPath);
    at(router, "/v1/responses/input_tokens", CountProtocol.RESPONSES, CountRoutes::inBody);
    at(
        router,
        "/v1(?:beta)?/models/(?<model>.+):countTokens",
        CountProtocol.GEMINI,
        CountRoutes::inPath);
  }

  private void at(
      Router router,
      String path,
      CountProtocol protocol,
      Function<RoutingContext, Optional<String>> model) {
    router
        .postWithRegex(path)
        .order(BEFORE_ANSWERS)
        .handler(body)
        .handler(context -> face.answer(context, protocol, model.apply(context)));
  }

  private static Optional<String> inBody(RoutingContext context) {
    return Optional.empty();
  }

  private static Optional<String> inPath(RoutingContext context) {
    return Optional.of(context.pathParam("model"));
  }
}
