package dev.millrace.api.gateway.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.call.Order;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.Asked;
import dev.millrace.api.queue.QueuedRequests;
import dev.millrace.api.reply.Replies;
import dev.millrace.background.BackgroundResponse;
import dev.millrace.background.ResponseIds;
import dev.millrace.dialect.FieldFault;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts responses into the queue that are to be made in the background. */
@ApplicationScoped
class BackgroundDesk implements BackgroundResponses {
  private final Replies replies;
  private final QueuedRequests requests;
  private final ResponseDesk desk;
  private final ResponseStreams streams;
  private final ResponseReply reply;

  BackgroundDesk(
      Replies replies,
      QueuedRequests requests,
      ResponseDesk desk,
      ResponseStreams streams,
      ResponseReply reply) {
    this.replies = replies;
    this.requests = requests;
    this.desk = desk;
    this.streams = streams;
    this.reply = reply;
  }

  /**
   * A response that is in the queue now, or was before.
   *
   * @param object how it stands
   */
  private record Made(RequestId id, BackgroundResponse response, ObjectNode object) {}

  @Override
  public void answer(RoutingContext context, Caller caller, Order order, Asked asked) {
    check(order);
    if (!order.utterance().orElseThrow().isStreamed()) {
      replies.follow(
          context,
          made(context, caller, order, asked),
          made -> reply.write(context, made.id(), made.object()));
      return;
    }
    // A place first: a caller who is refused one must not leave a request behind.
    var outlet = streams.place(context, caller.account());
    replies.follow(
        context,
        made(context, caller, order, asked),
        made ->
            streams.tell(
                context,
                outlet,
                new ResponseStreams.From(caller.account(), made.id(), 0),
                made.response()));
  }

  private static void check(Order order) {
    if (!order.stored()) {
      throw FieldFault.malformed(
          "store",
          "must not be false, nor X-Modelrunner-Store-IO 0, where background is true: what is not"
              + " kept cannot be fetched");
    }
    Expressible.check(order.model(), order.utterance().orElseThrow());
  }

  private Uni<Made> made(RoutingContext context, Caller caller, Order order, Asked asked) {
    return requests
        .submit(submission(caller, order, asked), context.request().headers())
        .chain(
            id ->
                id.equals(order.id())
                    ? Uni.createFrom().item(queued(order))
                    : madeBefore(caller, id, CorrelationId.of(context)));
  }

  private static Made queued(Order order) {
    var response = BackgroundResponse.of(order.id(), order.at(), order.input()).orElseThrow();
    return new Made(order.id(), response, response.unfinished("queued"));
  }

  /** It was sent again. */
  private Uni<Made> madeBefore(Caller caller, RequestId id, CorrelationId call) {
    return desk.find(caller.account(), ResponseIds.of(id))
        .map(
            found ->
                new Made(
                    id,
                    found.background().orElseThrow(ResponseDesk::notFound),
                    ResponseDesk.object(found, call)));
  }

  private static Submission submission(Caller caller, Order order, Asked asked) {
    return new Submission(
        order.id(),
        caller.account(),
        caller.key(),
        order.model().name(),
        asked.terms(order.at()),
        order.inputText(),
        order.metadata(),
        order.quote().amount(),
        order.quote().rateCard(),
        order.files(),
        order.basis(),
        order.correlationId(),
        order.at());
  }
}
