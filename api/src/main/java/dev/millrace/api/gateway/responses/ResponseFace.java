package dev.millrace.api.gateway.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.queue.QueuedRequests;
import dev.millrace.api.reply.Replies;
import dev.millrace.api.stream.Following;
import dev.millrace.api.stream.Waits;
import dev.millrace.background.BackgroundResponse;
import dev.millrace.background.ResponseIds;
import dev.millrace.dialect.Dialects;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.queue.RequestView;
import dev.millrace.replay.Place;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Answers about responses that exist. */
@ApplicationScoped
class ResponseFace {
  private final Replies replies;
  private final ResponseDesk desk;
  private final ResponseStreams streams;
  private final Followers followers;
  private final ResponseReply reply;
  private final QueuedRequests requests;
  private final Waits waits;
  private final Duration cancelWithin;

  ResponseFace(
      Replies replies,
      ResponseDesk desk,
      ResponseStreams streams,
      Followers followers,
      ResponseReply reply,
      QueuedRequests requests,
      Waits waits,
      FollowConfig config) {
    this.replies = replies;
    this.desk = desk;
    this.streams = streams;
    this.followers = followers;
    this.reply = reply;
    this.requests = requests;
    this.waits = waits;
    this.cancelWithin = config.cancelWithin();
  }

  /** How it stands, or what is said of it. */
  void retrieve(RoutingContext context) {
    replies.begin(context, caller -> retrieved(caller, context), Runnable::run);
  }

  private Uni<Runnable> retrieved(Caller caller, RoutingContext context) {
    return Uni.createFrom()
        .item(() -> Continuation.read(context.request().params()))
        .chain(
            from ->
                desk.find(caller.account(), context.pathParam("id"))
                    .chain(
                        found ->
                            from.isStream()
                                ? streamed(caller, context, found, from)
                                : Uni.createFrom().item(() -> write(context, found))));
  }

  private void write(RoutingContext context, Found found) {
    var object = ResponseDesk.object(found, CorrelationId.of(context));
    reply.write(context, found.request().id(), object);
  }

  private Uni<Runnable> streamed(
      Caller caller, RoutingContext context, Found found, Continuation from) {
    var response =
        found
            .background()
            .filter(BackgroundResponse::isStreamed)
            .orElseThrow(ResponseFace::notStreamed);
    var place = new ResponseStreams.From(caller.account(), found.request().id(), from.next());
    return isOver(found, from)
        .map(
            over ->
                over
                    ? () -> streams.tellNothing(context, place)
                    : () -> streams.tell(context, place, response));
  }

  private static FaultException notStreamed() {
    return Refusal.ofParameter(
        "stream", "needs a response that was created with background and stream true");
  }

  /** Whether the caller has the last event. Fails with MALFORMED when it has one that never was. */
  private Uni<Boolean> isOver(Found found, Continuation from) {
    if (!from.isToBeProved()) {
      return Uni.createFrom().item(false);
    }
    return followers
        .now(new Place(found.request().id(), from.next() - 1))
        .map(
            heard -> {
              if (heard.events().isEmpty() && !heard.ended()) {
                throw Continuation.beyond();
              }
              return heard.events().isEmpty();
            });
  }

  /** Answers how it stands once its provider has stopped, or when that takes long. */
  void cancel(RoutingContext context) {
    replies.begin(
        context,
        caller ->
            desk.find(caller.account(), context.pathParam("id"))
                .invoke(ResponseFace::requireBackground)
                .chain(found -> stopped(caller.account(), found.request().id()))
                .chain(request -> desk.find(caller.account(), ResponseIds.of(request.id()))),
        found -> write(context, found));
  }

  private static void requireBackground(Found found) {
    if (found.background().isEmpty()) {
      throw new FaultException(
          FaultCode.MALFORMED,
          "only a response that was created with background true can be cancelled; to stop another"
              + " one, hang up");
    }
  }

  private Uni<RequestView> stopped(AccountId account, RequestId id) {
    return waits.following(
        account,
        following ->
            requests.cancel(account, id).chain(request -> untilStopped(following, request)));
  }

  private Uni<RequestView> untilStopped(Following following, RequestView request) {
    return request.status().isTerminal()
        ? Uni.createFrom().item(request)
        : following
            .untilTerminal(request.id(), request.sequence(), cancelWithin)
            .replaceWith(request);
  }

  /** What the caller said, as a list. */
  void inputItems(RoutingContext context) {
    replies.begin(
        context,
        caller -> desk.find(caller.account(), context.pathParam("id")),
        found -> {
          var items = Dialects.RESPONSES.inputItems(found.heading());
          var page = ItemPage.read(context.request().params()).of(items);
          reply.write(context, found.request().id(), page);
        });
  }

  /** Deletes what was said and what was answered. */
  void delete(RoutingContext context) {
    replies.begin(
        context,
        caller ->
            desk.find(caller.account(), context.pathParam("id"))
                .call(found -> erase(caller.account(), found, context)),
        found -> reply.write(context, found.request().id(), deleted(found)));
  }

  private Uni<Void> erase(AccountId account, Found found, RoutingContext context) {
    return requests.erase(account, found.request().id(), reply.base(context.request()));
  }

  private static ObjectNode deleted(Found found) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", ResponseIds.of(found.request().id()))
        .put("object", "response")
        .put("deleted", true);
  }
}
