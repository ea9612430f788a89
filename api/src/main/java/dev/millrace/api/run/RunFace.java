package dev.millrace.api.run;

import dev.millrace.api.call.Order;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.reply.Replies;
import dev.millrace.api.reply.WholeReply;
import dev.millrace.deployment.DeploymentConfig;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers calls at once, and lets go of them when their callers leave. */
@ApplicationScoped
class RunFace {
  private final Replies replies;
  private final RunReader reader;
  private final RunWriter writer;
  private final WholeReply whole;
  private final DeploymentConfig deployment;

  RunFace(
      Replies replies,
      RunReader reader,
      RunWriter writer,
      WholeReply whole,
      DeploymentConfig deployment) {
    this.replies = replies;
    this.reader = reader;
    this.writer = writer;
    this.whole = whole;
    this.deployment = deployment;
  }

  void answer(RoutingContext context) {
    var base = PublicUrl.of(deployment.publicUrl(), context.request());
    replies.begin(
        context,
        caller -> reader.read(caller, context, base),
        order -> answer(order, context, base));
  }

  private void answer(Order order, RoutingContext context, PublicUrl base) {
    switch (Wanted.in(context.request().getHeader("Accept"))) {
      case IN_ONE_PIECE ->
          replies.whole(context, order, answered -> whole.write(context, answered, base));
      case AS_A_STREAM ->
          replies.streamed(context, order, new RunStream(order.id(), context, base, writer, whole));
    }
  }
}
