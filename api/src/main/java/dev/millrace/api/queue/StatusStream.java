package dev.millrace.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.http.RouteOrder;
import dev.millrace.api.http.quirk.KnownClient;
import dev.millrace.api.http.quirk.Quirks;
import dev.millrace.api.stream.Following;
import dev.millrace.api.stream.OpenStreams;
import dev.millrace.api.stream.Outlet;
import dev.millrace.api.stream.StreamCallers;
import dev.millrace.api.stream.StreamConfig;
import dev.millrace.api.stream.StreamDoor;
import dev.millrace.api.stream.Waits;
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
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final StreamCallers callers;
  private final StreamDoor door;
  private final RequestDesk desk;
  private final StatusReplies replies;
  private final Waits waits;
  private final StreamConfig config;
  private final ObjectMapper json;

  StatusStream(
      StreamCallers callers,
      StreamDoor door,
      RequestDesk desk,
      StatusReplies replies,
      Waits waits,
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
        .order(RouteOrder.PATTERN)
        .handler(this::open);
  }

  private void open(RoutingContext routing) {
    callers
        .of(routing.request())
        .chain(reader -> followed(routing, reader))
        .subscribe()
        .with(begun -> {}, routing::fail);
  }

  private Uni<RequestView> followed(RoutingContext routing, StreamCallers.Reader reader) {
    var following = waits.followEvenInDrain(reader.account());
    return Uni.createFrom()
        .deferred(() -> find(reader, routing.pathParam("id")))
        .invoke(request -> begin(routing, reader, following, request))
        .onFailure()
        .invoke(following::close)
        .onCancellation()
        .invoke(following::close);
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

  private void begin(
      RoutingContext routing,
      StreamCallers.Reader reader,
      Following following,
      RequestView request) {
    var outlet = door.open(routing, reader, OpenStreams.AtDrain.GO_ON);
    outlet.onClosed(following::close);
    outlet.open();
    tell(new Line(routing, outlet, following), request);
  }

  /** From an account that is followed to one who is told. */
  private record Line(RoutingContext routing, Outlet outlet, Following following) {}

  private void tell(Line line, RequestView request) {
    if (!line.outlet().offer(Outlet.message(write(worded(request, line.routing()))))) {
      line.outlet().cut();
    } else if (request.status().isTerminal()) {
      line.outlet().finish();
    } else {
      follow(line, request);
    }
  }

  private void follow(Line line, RequestView request) {
    var next =
        line.following()
            .untilMoved(request.id(), request.sequence(), config.heartbeatEvery())
            .chain(() -> lookAgain(request))
            .subscribe()
            .with(now -> moved(line, request, now), gone -> line.outlet().cut());
    line.outlet()
        .onClosed(
            () -> {
              next.cancel();
              line.following().close();
            });
  }

  private Uni<RequestView> lookAgain(RequestView request) {
    return desk.find(request.account(), request.id().toString())
        .onFailure(failure -> !(failure instanceof FaultException))
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely();
  }

  private void moved(Line line, RequestView before, RequestView now) {
    if (now.sequence() == before.sequence()) {
      follow(line, before);
    } else {
      tell(line, now);
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
