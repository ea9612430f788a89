package dev.millrace.api.http.cors;

import dev.millrace.api.http.fault.FaultWriter;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Set;

/**
 * Says to a browser what pages of the allowed origins may send and read. Pages of other origins get
 * no word about it, which makes their browsers keep everything from them; whether a call is served
 * is not decided here. Cookies are never allowed: nothing of ours reads one.
 */
public final class CrossOrigin implements Handler<RoutingContext> {
  /** What a page may read of an answer's head. Everything else stays hidden from it. */
  private static final Set<String> READABLE =
      Set.of(
          "content-disposition",
          "content-range",
          "etag",
          "idempotency-replayed",
          "location",
          "preference-applied",
          "ratelimit-limit",
          "ratelimit-policy",
          "ratelimit-remaining",
          "ratelimit-reset",
          "retry-after",
          "retry-after-ms",
          "x-fal-error-type",
          "x-fal-request-id",
          "x-fal-request-timeout-type",
          "x-millrace-cost",
          "x-millrace-rate-card",
          "x-millrace-request-id",
          "x-modelrunner-request-id",
          "x-ratelimit-limit",
          "x-ratelimit-limit-requests",
          "x-ratelimit-limit-tokens",
          "x-ratelimit-remaining",
          "x-ratelimit-remaining-requests",
          "x-ratelimit-remaining-tokens",
          "x-ratelimit-reset",
          "x-ratelimit-reset-requests",
          "x-ratelimit-reset-tokens",
          "x-request-id",
          "x-should-retry");

  private static final int REMEMBERED_SECONDS = 600;

  private final Origins origins;
  private final FaultWriter faults;
  private final CorsHandler cors;

  /**
   * @param headers what a page may send beside what every page may
   */
  public CrossOrigin(
      Origins origins, Set<HttpMethod> methods, Set<String> headers, FaultWriter faults) {
    this.origins = origins;
    this.faults = faults;
    this.cors =
        CorsHandler.create()
            .allowedMethods(methods)
            .allowedHeaders(headers)
            .exposedHeaders(READABLE)
            .maxAgeSeconds(REMEMBERED_SECONDS);
    origins.listed().forEach(cors::addOrigin);
  }

  @Override
  public void handle(RoutingContext context) {
    var origin = context.request().getHeader(HttpHeaders.ORIGIN);
    boolean isListed = origin != null && origins.allow(origin);
    if (!isListed || origins.listed().size() == 1) {
      // A cache must not give one origin what another was answered. Of several listed ones the
      // library says so itself.
      context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    if (isListed) {
      cors.handle(context);
    } else if (origin != null && isPreflight(context)) {
      faults.write(context, refused(origin));
    } else {
      context.next();
    }
  }

  /** A browser's question before a call, which no resource has to see. */
  public static boolean isPreflight(RoutingContext context) {
    return context.request().method().equals(HttpMethod.OPTIONS)
        && context.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /** Says that pages of this origin are not served here. */
  public static Fault refused(String origin) {
    return Fault.of(
        FaultCode.ORIGIN_FORBIDDEN,
        "pages of %s may not use this; the operator lists those that may"
            .formatted(shortened(origin)));
  }

  /** It is a stranger's text. */
  private static String shortened(String origin) {
    var visible = origin.replaceAll("[^\\x21-\\x7e]", "?");
    return visible.length() <= 100 ? visible : visible.substring(0, 100) + "…";
  }
}
