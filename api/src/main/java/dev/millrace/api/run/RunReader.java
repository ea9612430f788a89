package dev.millrace.api.run;

import dev.millrace.account.Plans;
import dev.millrace.api.call.Order;
import dev.millrace.api.call.OrderWriter;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.IdempotencyKey;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.AskedReader;
import dev.millrace.api.queue.QueueConfig;
import dev.millrace.api.queue.SubmitBody;
import dev.millrace.api.queue.SubmitBodyReader;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Reads a call as a submit is read, and refuses what only the queue can keep. */
@ApplicationScoped
class RunReader {
  private static final String PREFIX = "/run/";

  private final SubmitBodyReader bodies;
  private final AskedReader headers;
  private final Plans plans;
  private final OrderWriter orders;
  private final int inlineUpTo;
  private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

  RunReader(
      SubmitBodyReader bodies,
      AskedReader headers,
      Plans plans,
      OrderWriter orders,
      QueueConfig config) {
    this.bodies = bodies;
    this.headers = headers;
    this.plans = plans;
    this.orders = orders;
    this.inlineUpTo = config.parseInlineUpTo();
  }

  /** Fails with a {@link FaultException}, or with what the JSON reader says. */
  Uni<Order> read(Caller caller, RoutingContext context, PublicUrl base) {
    var body = context.body().buffer();
    var bytes = body == null ? new byte[0] : body.getBytes();
    return Uni.createFrom()
        .item(() -> order(caller, context, base, bytes))
        .runSubscriptionOn(bytes.length > inlineUpTo ? virtualThreads : Runnable::run)
        .chain(orders::withFiles);
  }

  private OrderWriter.Written order(
      Caller caller, RoutingContext context, PublicUrl base, byte[] bytes) {
    Refusal.unlessJson(context.request().getHeader("Content-Type"));
    if (IdempotencyKey.on(context.request()).isPresent()) {
      throw Refusal.ofParameter(
          "Idempotency-Key",
          "is kept by the queue alone; submit to /owner/model, with Prefer: wait=60 to wait for the"
              + " result");
    }
    if (context.request().getParam("fal_webhook") != null) {
      throw webhook("fal_webhook");
    }
    var body = body(bytes);
    var came =
        new OrderWriter.Came(
            caller,
            bytes,
            body.input(),
            base,
            body.metadata(),
            headers.read(context.request().headers(), plans.named(caller.plan()).fileLife()),
            CorrelationId.of(context).value());
    return orders.write(came, context.normalizedPath().substring(PREFIX.length()));
  }

  private SubmitBody body(byte[] bytes) {
    try {
      var body = bodies.read(bytes);
      if (body.webhook().isPresent()) {
        throw webhook("webhook");
      }
      if (body.shared()) {
        throw Refusal.ofParameter(
            "public",
            "is not for calls that are answered at once; make the request public afterwards");
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FaultException webhook(String name) {
    return Refusal.ofParameter(
        name, "is not called for calls that are answered at once; submit to /owner/model instead");
  }
}
