package dev.millrace.api.http.edge;

import dev.millrace.api.http.CorrelationId;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Logs the calls that somebody will look for: those answered with 500 and above, and slow ones. Not
 * 503, which in an outage is every call: those are counted, and the outage itself is logged.
 *
 * <p>Not every call: at ten thousand a second an access log costs more than the calls, and rates
 * and times are in the metric {@code http.server.requests} already. The query is left out, since a
 * key may stand there.
 */
@ApplicationScoped
public class CallLog {
  private static final int UNAVAILABLE = 503;

  private final Duration slowAfter;

  CallLog(HttpConfig config) {
    this.slowAfter = config.slowAfter();
  }

  void follow(RoutingContext context) {
    long start = System.nanoTime();
    context.addEndHandler(end -> tell(context, Duration.ofNanos(System.nanoTime() - start)));
  }

  private void tell(RoutingContext context, Duration took) {
    int status = context.response().getStatusCode();
    if (status >= 500 && status != UNAVAILABLE) {
      Log.warn(line("call answered with a fault of ours", context, status, took));
    } else if (took.compareTo(slowAfter) > 0 && !isStream(context)) {
      Log.info(line("slow call", context, status, took));
    }
  }

  private static boolean isStream(RoutingContext context) {
    var type = context.response().headers().get("Content-Type");
    return type != null && type.startsWith("text/event-stream");
  }

  private static String line(String what, RoutingContext context, int status, Duration took) {
    HttpServerRequest request = context.request();
    return "%s: correlation=%s method=%s path=%s status=%d millis=%d"
        .formatted(
            what,
            CorrelationId.of(context),
            request.method(),
            request.path(),
            status,
            took.toMillis());
  }
}
