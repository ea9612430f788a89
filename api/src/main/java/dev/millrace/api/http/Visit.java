package dev.millrace.api.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Marks a call that came through the browser proxy: whoever sent it is a stranger who uses the
 * operator's key. It goes from the call that came to the one that is served in its place, by the
 * Vert.x context that both share, so that nothing in a request can put it there or take it away.
 */
public final class Visit {
  private static final String PLACE = Visit.class.getName();

  private final Runnable atEnd;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param atEnd what is to be done when the answer is over, however it ends
   */
  public Visit(Runnable atEnd) {
    this.atEnd = atEnd;
  }

  /** Whether this call came through the browser proxy. */
  public static boolean isOne(RoutingContext routing) {
    return routing.get(PLACE) != null;
  }

  /** Leaves the mark for the call that is about to be served on this same Vert.x context. */
  public void announce(Context context) {
    context.putLocal(PLACE, this);
  }

  /** Leaves the mark of this call, if it has one, for the same call served anew. */
  public static void announceAgain(RoutingContext routing, Context context) {
    Visit visit = routing.get(PLACE);
    if (visit != null) {
      visit.announce(context);
    }
  }

  /** Marks this call if it was announced; only the first that comes is. */
  public static boolean enter(RoutingContext routing) {
    var context = Vertx.currentContext();
    Visit visit = context == null ? null : context.getLocal(PLACE);
    if (visit == null) {
      return false;
    }
    context.removeLocal(PLACE);
    routing.put(PLACE, visit);
    routing.addEndHandler(end -> visit.end());
    return true;
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      atEnd.run();
    }
  }
}
