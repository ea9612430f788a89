package dev.millrace.api.http.edge;

import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.Drain;
import dev.millrace.api.http.fault.FaultWriter;
import dev.millrace.api.http.guard.InputGuard;
import dev.millrace.api.http.guard.SizeGuard;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What every call passes before it meets a resource, in this order: it gets its correlation id and
 * the headers of every answer; then the guards look at it. Whatever fails on the way is answered
 * here too.
 */
@ApplicationScoped
public class Edge {
  private static final int FIRST = 10_000;
  private static final int SECOND = 9_000;
  private static final int THIRD = 8_900;

  /** Ahead of the failure handler that Quarkus brings, which answers in words of its own. */
  private static final int FAILURES_FIRST = -10_000;

  private final InputGuard guard;
  private final FaultWriter faults;
  private final CallLog log;
  private Router router; // there before the first call comes

  Edge(Vertx vertx, HttpConfig config, FaultWriter faults, CallLog log) {
    this.faults = faults;
    this.log = log;
    var sizes =
        new SizeGuard(
            config.maxUri().asLongValue(),
            config.maxHeader().asLongValue(),
            config.maxHeaders().asLongValue(),
            config.maxBody().asLongValue());
    var drain = new Drain(vertx, config.maxDrain().asLongValue(), config.drainWithin());
    this.guard = new InputGuard(sizes, drain, faults);
  }

  void filters(@Observes Filters filters) {
    filters.register(this::open, FIRST);
    filters.register(guard, SECOND);
    filters.register(context -> guard.serveRead(context, router), THIRD);
  }

  void failures(@Observes Router given) {
    router = given;
    router.route().order(FAILURES_FIRST).failureHandler(this::answerFailure);
  }

  private void open(RoutingContext context) {
    var offered = context.request().getHeader(CorrelationId.HEADER);
    var id = CorrelationId.chosen(offered, ThreadLocalRandom.current());
    id.putInto(context);
    context
        .response()
        .putHeader(CorrelationId.HEADER, id.value())
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer");
    log.follow(context);
    context.next();
  }

  private void answerFailure(RoutingContext context) {
    if (context.statusCode() == 413) {
      guard.refuseBody(context);
    } else {
      faults.writeFailure(context);
    }
  }
}
