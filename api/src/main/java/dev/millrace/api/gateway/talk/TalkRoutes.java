package dev.millrace.api.gateway.talk;

import dev.millrace.api.gateway.talk.Address.BodysModel;
import dev.millrace.api.http.RouteOrder;
import dev.millrace.api.http.edge.WholeBody;
import dev.millrace.model.OwnPaths;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;

/** Where conversations are held. Routes of Vert.x for the reasons that {@code RunRoutes} has. */
@ApplicationScoped
class TalkRoutes {
  /** A path of our own that ends as one of these does is not meant. */
  private static final String MODEL =
      "/(?<model>(?!(?:%s)/)[^/]+/.+)".formatted(OwnPaths.alternatives());

  private final TalkFace face;
  private final WholeBody body;

  TalkRoutes(TalkFace face, WholeBody body) {
    this.face = face;
    this.body = body;
  }

  void routes(@Observes Router router) {
    at(router, "/v1/chat/completions", context -> Address.of(TalkProtocol.CHAT));
    at(router, "/v1beta/openai/chat/completions", context -> Address.of(TalkProtocol.CHAT));
    at(router, "/v1/responses", context -> Address.of(TalkProtocol.RESPONSES));
    at(router, "/v1/messages", context -> Address.of(TalkProtocol.MESSAGES));
    at(router, "/v1/model-proxy", context -> proxied(false));
    at(router, "/v1/model-proxy/stream", context -> proxied(true));
    matching(
        router,
        MODEL + "/chat/completions",
        context -> Address.of(TalkProtocol.CHAT, context.pathParam("model"), BodysModel.SAME));
    matching(
        router,
        MODEL + "/v1/messages",
        context ->
            Address.of(TalkProtocol.MESSAGES, context.pathParam("model"), BodysModel.IGNORED));
    matching(router, "/v1(?:beta)?/models/(?<model>.+):generateContent", TalkRoutes::generated);
    matching(
        router, "/v1(?:beta)?/models/(?<model>.+):streamGenerateContent", TalkRoutes::streamed);
  }

  private void at(Router router, String path, Function<RoutingContext, Address> address) {
    serve(router.post(path).order(RouteOrder.ONE_PATH), address);
  }

  private void matching(Router router, String pattern, Function<RoutingContext, Address> address) {
    serve(router.postWithRegex(pattern).order(RouteOrder.PATTERN), address);
  }

  private void serve(Route route, Function<RoutingContext, Address> address) {
    route.handler(body).handler(context -> face.answer(context, address.apply(context)));
  }

  private static Address proxied(boolean streamed) {
    return Address.of(TalkProtocol.PROXY, streamed, StreamForm.Kind.LINES);
  }

  private static Address generated(RoutingContext context) {
    return Address.whole(TalkProtocol.GEMINI, context.pathParam("model"));
  }

  private static Address streamed(RoutingContext context) {
    boolean asEvents = "sse".equals(context.request().getParam("alt"));
    return Address.streamed(
        TalkProtocol.GEMINI,
        context.pathParam("model"),
        asEvents ? StreamForm.Kind.EVENTS : StreamForm.Kind.JSON_ARRAY);
  }
}
