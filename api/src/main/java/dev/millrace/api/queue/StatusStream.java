package dev.millrace.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.http.quirk.KnownClient;
import dev.millrace.api.http.quirk.Quirks;
import dev.millrace.api.stream.HubWaits;
import dev.millrace.api.stream.OpenStreams;
import dev.millrace.api.stream.Outlet;
import dev.millrace.api.stream.StreamCallers;
import dev.millrace.api.stream.StreamConfig;
import dev.millrace.api.stream.StreamDoor;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.queue.RequestView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * {@code GET …/requests/{id}/status/stream}: one request from how it stands to its end. Clients
 * take the end of the stream for the end of the request, so it ends cleanly after the terminal
 * status and at no other time: whatever else happens breaks the connection off.
 */
@ApplicationScoped
class StatusStream {
  private static final int BEFORE_RESOURCES = 100;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final StreamCallers callers;
  private final StreamDoor door;
  private final RequestDesk desk;
  private final StatusReplies replies;
  private final HubWaits waits;
  private final StreamConfig config;
  private final ObjectMapper json;

  StatusStream(
      StreamCallers callers,
      StreamDoor door,
      RequestDesk desk,
      StatusReplies replies,
      HubWaits waits,
      StreamConfig config,
      ObjectMapper json) {
    this.callers = callers;
    this.door = door;
    this.desk = desk;
    this.replies = replies;
    this.waits = waits;
    this.config = config;
    this.json = json;
  }

  void routes(@Observes Router router) {
    router
        .getWithRegex("\\/[^\\/]+\\/.+\\/requests\\/(?<id>[^\\/]+)\\/status\\/stream")
        .order(BEFORE_RESOURCES)
        .handler(this::open);
  }

  private void open(RoutingContext routing) {
    callers
        .of(routing.request())
        .chain(
            reader ->
                find(reader, routing.pathParam("id"))
                    .invoke(request -> begin(routing, reader, request)))
        .subscribe()
        .with(begun -> {}, routing::fail);
  }

  private Uni<RequestView> find(StreamCallers.Reader reader, String id) {
    return desk.find(reader.account(), id)
        .invoke(
            request -> {
              if (!reader.mayRead(request.model())) {
                throw new FaultException(
                    FaultCode.NOT_FOUND, "there is no request with this id for this token");
              }
            });
  }

  private void begin(RoutingContext routing, StreamCallers.Reader reader, RequestView request) {
    try {
      var outlet = door.open(routing, reader, OpenStreams.AtDrain.GO_ON);
      outlet.open();
      tell(routing, outlet, request);
    } catch (RuntimeException refusal) {
      routing.fail(refusal);
    }
  }

  private void tell(RoutingContext routing, Outlet outlet, RequestView request) {
    if (!outlet.offer(Outlet.message(write(worded(request, routing))))) {
      outlet.cut();
    } else if (request.status().isTerminal()) {
      outlet.finish();
    } else {
      follow(routing, outlet, request);
    }
  }

  private void follow(RoutingContext routing, Outlet outlet, RequestView request) {
    var next =
        waits
            .untilMovedEvenInDrain(
                request.account(), request.id(), request.sequence(), config.heartbeatEvery())
            .chain(() -> lookAgain(request))
            .subscribe()
            .with(now -> moved(routing, outlet, request, now), gone -> outlet.cut());
    outlet.onClosed(next::cancel);
  }

  private Uni<RequestView> lookAgain(RequestView request) {
    return desk.find(request.account(), request.id().toString())
        .onFailure(failure -> !(failure instanceof FaultException))
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely();
  }

  private void moved(RoutingContext routing, Outlet outlet, RequestView before, RequestView now) {
    if (now.sequence() == before.sequence()) {
      follow(routing, outlet, before);
    } else {
      tell(routing, outlet, now);
    }
  }

  /** In the words of the client that reads it. The status of the answer was written long before. */
  private Object worded(RequestView request, RoutingContext routing) {
    var client = KnownClient.of(routing.request().headers());
    var reply = replies.of(request, routing.request());
    return Quirks.apply(client, Quirks.Answer.of(200, reply, false)).body();
  }

  private String write(Object reply) {
    try {
      return json.writeValueAsString(reply);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status is always JSON", e);
    }
  }
}
