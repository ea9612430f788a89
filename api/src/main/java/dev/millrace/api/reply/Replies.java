package dev.millrace.api.reply;

import dev.millrace.api.call.Answered;
import dev.millrace.api.call.CallConfig;
import dev.millrace.api.call.CallDesk;
import dev.millrace.api.call.Order;
import dev.millrace.api.http.fault.FaultWriter;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.context.CallerContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Serves calls whose callers wait. Whatever is under way for one is let go of at once when its
 * caller leaves; whatever fails is answered in the words of the path. All steps run on the caller's
 * own context.
 */
@ApplicationScoped
public class Replies {
  private final Authenticator authenticator;
  private final CallDesk desk;
  private final FaultWriter faults;
  private final CallConfig config;

  Replies(Authenticator authenticator, CallDesk desk, FaultWriter faults, CallConfig config) {
    this.authenticator = authenticator;
    this.desk = desk;
    this.faults = faults;
    this.config = config;
  }

  /**
   * Finds out who calls, reads what is wanted, and goes on with it.
   *
   * @param read on any thread; may fail with whatever a fault is known for
   * @param then not asked for when the caller has left
   */
  public <T> void begin(RoutingContext routing, Function<Caller, Uni<T>> read, Consumer<T> then) {
    follow(routing, authenticator.callerOf(routing).chain(read::apply), then);
  }

  /** The whole answer to an order. */
  public void whole(RoutingContext routing, Order order, Consumer<Answered> write) {
    follow(routing, desk.answer(order), write);
  }

  /** Does some work for a caller, and goes on with what comes of it. */
  public <T> void follow(RoutingContext routing, Uni<T> work, Consumer<T> then) {
    var running =
        CallerContext.home(work)
            .subscribe()
            .with(
                item -> goOn(routing, () -> then.accept(item)), failure -> fail(routing, failure));
    letGoAtEnd(routing, running);
  }

  /** The answer to an order, while it is made. */
  public void streamed(RoutingContext routing, Order order, StreamedAnswer answer) {
    var reply =
        new StreamReply(
            routing,
            Vertx.currentContext(),
            config.readerStall(),
            config.heartbeat(),
            answer,
            failure -> fail(routing, failure));
    desk.stream(order).subscribe().withSubscriber(reply);
    letGoAtEnd(routing, reply);
  }

  /** Answers with a failure. */
  public void fail(RoutingContext routing, Throwable failure) {
    faults.write(routing, failure);
  }

  private static void letGoAtEnd(RoutingContext routing, Cancellable running) {
    routing.addEndHandler(end -> running.cancel());
  }

  private void goOn(RoutingContext routing, Runnable step) {
    if (routing.response().closed() || routing.response().ended()) {
      return; // nobody is there any more
    }
    try {
      step.run();
    } catch (RuntimeException refused) {
      fail(routing, refused);
    }
  }
}
