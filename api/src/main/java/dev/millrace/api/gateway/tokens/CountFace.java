package dev.millrace.api.gateway.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.gateway.GatewayBodies;
import dev.millrace.api.gateway.NamedModels;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.reply.Replies;
import dev.millrace.dialect.Fields;
import dev.millrace.model.Model;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Answers how many tokens something has. */
@ApplicationScoped
class CountFace {
  private static final String COUNTED_BY = "x-millrace-counted-by";

  private final GatewayBodies bodies;
  private final NamedModels models;
  private final CountDesk desk;
  private final Replies replies;

  CountFace(GatewayBodies bodies, NamedModels models, CountDesk desk, Replies replies) {
    this.bodies = bodies;
    this.models = models;
    this.desk = desk;
    this.replies = replies;
  }

  private record Wanted(String named, Model model, ObjectNode body, byte[] raw) {}

  /**
   * Answers one.
   *
   * @param inPath the model, where the path names it; else the body does
   */
  void answer(RoutingContext context, CountProtocol protocol, Optional<String> inPath) {
    replies.begin(
        context,
        caller ->
            bodies
                .read(context, body -> wanted(caller, protocol, inPath, body))
                .chain(
                    wanted ->
                        desk.count(
                            protocol, wanted.model(), wanted.named(), wanted.body(), wanted.raw())),
        counted -> write(context, counted));
  }

  private Wanted wanted(
      Caller caller, CountProtocol protocol, Optional<String> inPath, GatewayBodies.Body body) {
    var named = inPath.orElseGet(() -> Fields.of(body.json()).text("model"));
    return new Wanted(
        named, models.choose(caller, named, protocol.face()).model(), body.json(), body.raw());
  }

  private static void write(RoutingContext context, Counted counted) {
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader(COUNTED_BY, counted.by().word())
        .end(counted.answer().toString());
  }
}
