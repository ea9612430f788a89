package dev.millrace.api.stream;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.deployment.DeploymentConfig;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code GET /requests/stream}: all requests of an account. A stream is begun on a virtual thread,
 * because that reads from PostgreSQL and Kafka; once it runs it has no thread.
 */
@ApplicationScoped
class AccountStreams {
  private final StreamCallers callers;
  private final StreamDoor door;
  private final UpdateMaker updates;
  private final Sources sources;
  private final StreamConfig config;
  private final DeploymentConfig deployment;
  private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

  AccountStreams(
      StreamCallers callers,
      StreamDoor door,
      UpdateMaker updates,
      Sources sources,
      StreamConfig config,
      DeploymentConfig deployment) {
    this.callers = callers;
    this.door = door;
    this.updates = updates;
    this.sources = sources;
    this.config = config;
    this.deployment = deployment;
  }

  /** To be called on the connection's own context. */
  void open(RoutingContext routing) {
    callers.of(routing.request()).subscribe().with(reader -> begin(routing, reader), routing::fail);
  }

  private void begin(RoutingContext routing, StreamCallers.Reader reader) {
    try {
      var request = routing.request();
      var query = StreamQuery.of(request.params(), request.getHeader("Last-Event-ID"));
      var outlet = door.open(routing, reader, OpenStreams.AtDrain.END);
      var topic = sources.hub().follow(reader.account());
      var subscription = subscription(routing, reader, query, outlet);
      routing.addEndHandler(
          end -> {
            sources.hub().part(topic, subscription);
            sources.hub().leave(topic);
          });
      var stream = new AccountStream(sources, updates, reader, query, topic, subscription);
      virtualThreads.execute(() -> run(stream, routing, outlet));
    } catch (RuntimeException refusal) {
      routing.fail(refusal);
    }
  }

  private Subscription subscription(
      RoutingContext routing, StreamCallers.Reader reader, StreamQuery query, Outlet outlet) {
    var baseUrl = PublicUrl.of(deployment.publicUrl(), routing.request()).value();
    var chosen = Subscription.wanting(query.choice());
    return new Subscription(
        outlet,
        event -> chosen.test(event) && reader.mayRead(event.model()),
        query.payloads() ? Optional.of(baseUrl) : Optional.empty(),
        config.maxQueued());
  }

  /** Once the stream is open there is no other honest end for a failure than to break it off. */
  private static void run(AccountStream stream, RoutingContext routing, Outlet outlet) {
    try {
      stream.begin();
    } catch (Exception failure) {
      outlet.fail(() -> routing.fail(failure));
    }
  }
}
