package dev.millrace.api.http.guard;

import dev.millrace.api.http.Drain;
import dev.millrace.api.http.fault.FaultWriter;
import dev.millrace.fault.Fault;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before every resource: refuses what is too large or ambiguous, and reads bodies of unknown
 * length itself, because only the reader can stop at the bound.
 */
public final class InputGuard implements Handler<RoutingContext> {
  /**
   * HTTP/2 does not say in the head whether a body comes; no resource reads one that came with
   * these.
   */
  private static final Set<HttpMethod> BODILESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE, HttpMethod.OPTIONS);

  private static final String READ_HERE = InputGuard.class.getName();

  private final SizeGuard sizes;
  private final Drain drain;
  private final FaultWriter faults;
  private final BodyHandler boundedBody;

  public InputGuard(SizeGuard sizes, Drain drain, FaultWriter faults) {
    this.sizes = sizes;
    this.drain = drain;
    this.faults = faults;
    this.boundedBody = BodyHandler.create(false).setBodyLimit(sizes.body());
  }

  @Override
  public void handle(RoutingContext context) {
    var fault = judge(context.request());
    if (fault.isPresent()) {
      refuse(context, fault.get());
    } else if (StreamedBody.isOf(context.request()) || ReadCall.takesBody(context)) {
      context.next();
    } else if (hasUnknownLength(context.request())) {
      readBounded(context);
    } else {
      context.next();
    }
  }

  private Optional<Fault> judge(HttpServerRequest request) {
    return sizes
        .refuseUri(request.uri())
        .or(() -> PathGuard.refuse(request.path()))
        .or(() -> sizes.refuseHeaders(request.headers()))
        .or(() -> refuseLength(request));
  }

  private Optional<Fault> refuseLength(HttpServerRequest request) {
    return StreamedBody.isOf(request)
        ? Optional.empty()
        : sizes.refuseLength(request.getHeader(HttpHeaders.CONTENT_LENGTH));
  }

  /** Only for calls that brought no body, or one that is to be thrown away. */
  private void refuse(RoutingContext context, Fault fault) {
    Drain.announce(context.request());
    faults.write(context, fault);
    drain.start(context.request());
  }

  /** The bounded reader met the bound; to be called when the router failed with 413. */
  public void refuseBody(RoutingContext context) {
    refuse(context, sizes.tooLarge().orElseThrow());
  }

  private static boolean hasUnknownLength(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2
        ? !BODILESS.contains(request.method())
            && !request.isEnded()
            && request.getHeader(HttpHeaders.CONTENT_LENGTH) == null
        : request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private void readBounded(RoutingContext context) {
    if (context.request().version() == HttpVersion.HTTP_2) {
      context.put(READ_HERE, true);
    }
    context.request().resume();
    boundedBody.handle(context);
  }

  /** Behind {@link #handle}: serves a call anew whose body was read there. */
  public void serveRead(RoutingContext context, Router router) {
    if (context.get(READ_HERE) == null) {
      context.next();
    } else {
      ReadCall.serveAnew(context, router);
    }
  }
}
