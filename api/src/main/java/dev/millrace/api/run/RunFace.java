package dev.millrace.api.run;

import dev.millrace.api.call.CallConfig;
import dev.millrace.api.call.CallDesk;
import dev.millrace.api.call.Order;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.fault.FailureLog;
import dev.millrace.api.http.fault.FaultOf;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.deployment.DeploymentConfig;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Answers calls at once, and lets go of them when their callers leave. */
@ApplicationScoped
class RunFace {
  private final Authenticator authenticator;
  private final RunReader reader;
  private final CallDesk desk;
  private final RunWriter writer;
  private final FailureLog log;
  private final DeploymentConfig deployment;
  private final Duration stallAfter;

  RunFace(
      Authenticator authenticator,
      RunReader reader,
      CallDesk desk,
      RunWriter writer,
      FailureLog log,
      DeploymentConfig deployment,
      CallConfig config) {
    this.authenticator = authenticator;
    this.reader = reader;
    this.desk = desk;
    this.writer = writer;
    this.log = log;
    this.deployment = deployment;
    this.stallAfter = config.readerStall();
  }

  void answer(RoutingContext context) {
    var own = Vertx.currentContext();
    var running =
        authenticator
            .callerOf(context)
            .chain(caller -> reader.read(caller, context, base(context)))
            .emitOn(task -> runOn(own, task))
            .subscribe()
            .with(order -> answer(order, context, own), failure -> fail(context, failure));
    context.addEndHandler(end -> running.cancel());
  }

  private void answer(Order order, RoutingContext context, Context own) {
    if (context.response().closed()) {
      return; // nobody is there any more, and nothing was begun
    }
    try {
      var base = base(context);
      var running =
          switch (Wanted.in(context.request().getHeader("Accept"))) {
            case IN_ONE_PIECE -> inOnePiece(order, context, own, base);
            case AS_A_STREAM -> asAStream(order, context, own, base);
          };
      context.addEndHandler(end -> running.cancel());
    } catch (RuntimeException refused) {
      fail(context, refused);
    }
  }

  private PublicUrl base(RoutingContext context) {
    return PublicUrl.of(deployment.publicUrl(), context.request());
  }

  private Cancellable inOnePiece(Order order, RoutingContext context, Context own, PublicUrl base) {
    return desk.answer(order)
        .emitOn(task -> runOn(own, task))
        .subscribe()
        .with(answered -> writer.write(context, answered, base), failure -> fail(context, failure));
  }

  private Cancellable asAStream(Order order, RoutingContext context, Context own, PublicUrl base) {
    var reply =
        new StreamReply(
            order.id(), context, own, stallAfter, writer, base, failure -> fail(context, failure));
    desk.stream(order).subscribe().withSubscriber(reply);
    return reply;
  }

  private void fail(RoutingContext context, Throwable failure) {
    var fault = FaultOf.of(failure);
    log.note(CorrelationId.of(context), fault, failure);
    writer.write(context, fault);
  }

  private static void runOn(Context context, Runnable task) {
    if (Vertx.currentContext() == context) {
      task.run();
    } else {
      context.runOnContext(turn -> task.run());
    }
  }
}
