package dev.millrace.api.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads what a refused caller still sends and throws it away, so that the caller comes to reading
 * our answer, then hangs up. Hanging up at once would reset the connection under its feet.
 *
 * @param bytes after these we hang up anyway
 * @param within after that too
 */
public record Drain(Vertx vertx, long bytes, Duration within) {

  /** Says in an answer's head that the connection ends with it; HTTP/2 knows no such header. */
  public static void announce(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** To be called with the answer written. */
  public void start(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      return; // a stream of its own: nothing of it can be taken for the next call
    }
    if (request.isEnded()) {
      request.connection().close();
      return;
    }
    var left = new AtomicLong(bytes);
    var alarm = vertx.setTimer(within.toMillis(), late -> request.connection().close());
    request.exceptionHandler(gone -> vertx.cancelTimer(alarm));
    request.endHandler(
        end -> {
          vertx.cancelTimer(alarm);
          request.connection().close();
        });
    request.handler(
        chunk -> {
          if (left.addAndGet(-chunk.length()) < 0) {
            request.connection().close();
          }
        });
    request.resume();
  }
}
