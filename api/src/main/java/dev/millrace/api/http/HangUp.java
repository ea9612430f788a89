package dev.millrace.api.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** Hangs up on readers who read nothing. */
public final class HangUp {
  private HangUp() {}

  /**
   * Cuts the answer off at once. Vert.x closes a connection only when everything is sent, also when
   * its channel is closed as a whole, and a reader that reads nothing would keep it for ever: so
   * the close begins behind the handler of Vert.x.
   */
  public static void on(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2
        && request.connection() instanceof ConnectionBase connection) {
      connection.channelHandlerContext().close();
    } else {
      request.response().reset();
    }
  }
}
