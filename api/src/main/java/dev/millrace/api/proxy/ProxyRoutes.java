package dev.millrace.api.proxy;

import dev.millrace.api.http.Drain;
import dev.millrace.api.http.Visit;
import dev.millrace.api.http.cors.CrossOrigin;
import dev.millrace.api.http.edge.HttpConfig;
import dev.millrace.api.http.fault.FaultWriter;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Where the proxy stands: behind the filter that names calls, and before the guards, which look at
 * the call that is served in the visitor's place. A call comes by twice: as the visitor sent it,
 * and as it is served.
 */
@ApplicationScoped
class ProxyRoutes {
  private static final int BEFORE_GUARDS = 9_500;
  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT);

  /** What the clients send from a browser. */
  private static final Set<String> HEADERS =
      Set.of(
          "accept",
          "authorization", // some clients send one in vain; without it here their calls would fail
          "content-type",
          "idempotency-key",
          "last-event-id",
          "x-fal-idempotency-key",
          "x-fal-object-lifecycle",
          "x-fal-object-lifecycle-preference",
          "x-fal-queue-priority",
          "x-fal-request-timeout",
          "x-fal-runner-hint",
          "x-fal-store-io",
          "x-fal-target-url",
          "x-idempotency-key",
          "x-modelrunner-hint",
          "x-modelrunner-object-lifecycle-preference",
          "x-modelrunner-queue-priority",
          "x-modelrunner-store-io",
          "x-modelrunner-target-url");

  /** The proxy, and what browsers are told about it. */
  private record Open(BrowserProxy proxy, CrossOrigin cross) {}

  private final Optional<Open> open;
  private final Drain drain;
  private final FaultWriter faults;
  private Router router;

  ProxyRoutes(
      ProxyConfig config,
      DeploymentConfig deployment,
      HttpConfig http,
      FaultWriter faults,
      InstantSource clock,
      Vertx vertx) {
    this.faults = faults;
    this.drain = new Drain(vertx, http.maxDrain().asLongValue(), http.drainWithin());
    this.open =
        ProxyTerms.of(config)
            .map(
                terms ->
                    new Open(
                        new BrowserProxy(
                            terms,
                            new Visitors(VisitorLimits.of(config), clock),
                            config,
                            deployment),
                        new CrossOrigin(terms.origins(), METHODS, HEADERS, faults)));
  }

  void routes(@Observes Router main) {
    this.router = main;
  }

  void filters(@Observes Filters filters) {
    filters.register(this::tellBrowsers, BEFORE_GUARDS + 1);
    filters.register(this::answer, BEFORE_GUARDS);
  }

  private void tellBrowsers(RoutingContext context) {
    if (open.isPresent() && ProxyFace.at(context.request().path()).isPresent()) {
      open.get().cross().handle(context);
    } else {
      context.next();
    }
  }

  private void answer(RoutingContext context) {
    if (Visit.enter(context)) {
      context.next();
      return;
    }
    ProxyFace.at(context.request().path())
        .ifPresentOrElse(face -> serve(face, context), context::next);
  }

  private void serve(ProxyFace face, RoutingContext context) {
    try {
      open.orElseThrow(ProxyRoutes::off).proxy().serve(face, context, router);
    } catch (FaultException refusal) {
      refuse(context, refusal.fault());
    }
  }

  private void refuse(RoutingContext context, Fault fault) {
    Drain.announce(context.request());
    faults.write(context, fault);
    drain.start(context.request());
  }

  private static FaultException off() {
    return new FaultException(
        FaultCode.NOT_FOUND,
        "the browser proxy is switched off; the operator opens it with millrace.proxy.key, .origins"
            + " and .models");
  }
}
