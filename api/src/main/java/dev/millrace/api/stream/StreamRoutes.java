package dev.millrace.api.stream;

import dev.millrace.api.http.RouteOrder;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Where the account's stream is served. A route of Vert.x, not a resource: a stream outlives its
 * call, minds its reader's pace, and may end in a broken connection.
 */
@ApplicationScoped
class StreamRoutes {
  private final AccountStreams streams;

  StreamRoutes(AccountStreams streams) {
    this.streams = streams;
  }

  void routes(@Observes Router router) {
    router.get("/requests/stream").order(RouteOrder.ONE_PATH).handler(streams::open);
  }
}
