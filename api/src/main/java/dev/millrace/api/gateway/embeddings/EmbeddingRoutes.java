package dev.millrace.api.gateway.embeddings;

import dev.millrace.api.http.RouteOrder;
import dev.millrace.api.http.edge.WholeBody;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** Where embeddings are made. Routes of Vert.x for the reasons that {@code RunRoutes} has. */
@ApplicationScoped
class EmbeddingRoutes {
  private final EmbeddingFace face;
  private final WholeBody body;

  EmbeddingRoutes(EmbeddingFace face, WholeBody body) {
    this.face = face;
    this.body = body;
  }

  void routes(@Observes Router router) {
    openai(router, "/v1/embeddings");
    openai(router, "/v1beta/openai/embeddings");
    gemini(router, "embedContent", EmbeddingProtocol.GEMINI);
    gemini(router, "batchEmbedContents", EmbeddingProtocol.GEMINI_BATCH);
  }

  private void openai(Router router, String path) {
    router
        .post(path)
        .order(RouteOrder.ONE_PATH)
        .handler(body)
        .handler(context -> face.answer(context, EmbeddingProtocol.OPENAI, Optional.empty()));
  }

  private void gemini(Router router, String method, EmbeddingProtocol protocol) {
    router
        .postWithRegex("/v1(?:beta)?/models/(?<model>.+):" + method)
        .order(RouteOrder.PATTERN)
        .handler(body)
        .handler(context -> face.answer(context, protocol, model(context)));
  }

  private static Optional<String> model(RoutingContext context) {
    return Optional.of(context.pathParam("model"));
  }
}
