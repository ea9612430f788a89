package dev.millrace.api.http.guard;

import dev.millrace.api.http.Visit;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * A call whose body was read before it was known who serves it. Whoever serves a call pauses and
 * resumes it, and over HTTP/2 Vert.x fails that for a call that has ended; here it has no effect.
 * So such a call is served anew, with its body at hand.
 */
final class ReadCall extends HttpServerRequestWrapper {
  private static final String PLACE = ReadCall.class.getName();

  private ReadCall(HttpServerRequest call) {
    super((HttpServerRequestInternal) call);
  }

  /** Serves the call of this context, whose body was read, from the first filter on. */
  static void serveAnew(RoutingContext context, Router router) {
    var body = context.body().buffer();
    var own = Vertx.currentContext();
    own.putLocal(PLACE, body == null ? Buffer.buffer() : body);
    Visit.announceAgain(context, own);
    router.handle(new ReadCall(context.request()));
  }

  /** Whether this context serves such a call; then it has the body. */
  static boolean takesBody(RoutingContext context) {
    Buffer body = Vertx.currentContext().getLocal(PLACE);
    if (body == null) {
      return false;
    }
    var inside = (RoutingContextInternal) context;
    inside.setBody(body);
    inside.visitHandler(RoutingContextInternal.BODY_HANDLER); // so that nobody reads it once more
    return true;
  }

  /** Whoever serves it takes the body of an ended call for lost, though it is at hand. */
  @Override
  public boolean isEnded() {
    return false;
  }

  @Override
  public HttpServerRequest pause() {
    return this;
  }

  @Override
  public HttpServerRequest resume() {
    return this;
  }

  @Override
  public HttpServerRequest fetch(long amount) {
    return this;
  }

  @Override
  public HttpServerRequest handler(Handler<Buffer> handler) {
    return this;
  }

  @Override
  public HttpServerRequest endHandler(Handler<Void> handler) {
    return this;
  }
}
