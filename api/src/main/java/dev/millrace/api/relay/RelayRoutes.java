package dev.millrace.api.relay;

import dev.millrace.api.files.UploadLinks;
import dev.millrace.api.http.RouteOrder;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Where bodies are taken that are files. Routes of Vert.x, not resources: their bodies are streamed
 * to the store at the pace of both sides, and are not read before they are wanted. The input guard
 * leaves exactly these paths to us.
 */
@ApplicationScoped
class RelayRoutes {
  private final Reception reception;
  private final RelayDesk relay;
  private final PartDesk parts;
  private final FileDesk files;

  RelayRoutes(Reception reception, RelayDesk relay, PartDesk parts, FileDesk files) {
    this.reception = reception;
    this.relay = relay;
    this.parts = parts;
    this.files = files;
  }

  void routes(@Observes Router router) {
    router
        .post("/files")
        .order(RouteOrder.ONE_PATH)
        .handler(routing -> reception.answer(routing, files::take));
    router
        .put(UploadLinks.RELAY)
        .order(RouteOrder.ONE_PATH)
        .handler(routing -> reception.answer(routing, relay::take));
    router
        .put(UploadLinks.PARTS + "/:id/:number")
        .order(RouteOrder.PATTERN)
        .handler(
            routing ->
                reception.answer(
                    routing,
                    call ->
                        parts.take(call, routing.pathParam("id"), routing.pathParam("number"))));
  }
}
