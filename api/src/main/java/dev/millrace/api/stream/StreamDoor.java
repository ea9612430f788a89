package dev.millrace.api.stream;

import dev.millrace.fault.FaultException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets readers in, and keeps an eye on them until they leave. */
@ApplicationScoped
public class StreamDoor {
  private final OpenStreams open;
  private final KeyWatch keys;
  private final Outlet.Limits limits;

  StreamDoor(OpenStreams open, KeyWatch keys, StreamConfig config) {
    this.open = open;
    this.keys = keys;
    this.limits = Outlet.Limits.of(config);
  }

  /**
   * The way to a reader, on the connection's own context; nothing is answered yet.
   *
   * @throws FaultException when there is no place for it
   */
  public Outlet open(
      RoutingContext routing, StreamCallers.Reader reader, OpenStreams.AtDrain atDrain) {
    var outlet = new Outlet(routing.request(), Vertx.currentContext(), limits);
    var place = open.open(reader.account(), outlet, atDrain);
    routing.addEndHandler(
        end -> {
          outlet.closed();
          place.close();
        });
    keys.watch(routing, reader, place);
    return outlet;
  }
}
