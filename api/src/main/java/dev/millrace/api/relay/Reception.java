package dev.millrace.api.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.http.Drain;
import dev.millrace.api.http.edge.HttpConfig;
import dev.millrace.api.http.fault.FaultWriter;
import dev.millrace.context.CallerContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Answers calls that bring bytes. An answer may come before the bytes do; then the rest of them is
 * thrown away for a while, so that the sender comes to reading it, and the connection closes.
 */
@ApplicationScoped
public class Reception {
  private final FaultWriter faults;
  private final ObjectMapper json;
  private final Drain drain;
  private final Incoming.Patience patience;

  Reception(
      FaultWriter faults, ObjectMapper json, Vertx vertx, HttpConfig http, IncomingConfig config) {
    this.faults = faults;
    this.json = json;
    this.drain = new Drain(vertx, http.maxDrain().asLongValue(), http.drainWithin());
    this.patience = Incoming.Patience.of(config);
  }

  /** What a call is answered. */
  record Reply(int status, Object body) {}

  /** A call that came; its body waits. */
  record Call(RoutingContext routing, Context context, Incoming.Patience patience) {
    HttpServerRequest request() {
      return routing.request();
    }

    Body body() {
      return new Body(request());
    }

    /** The bytes of the body, from when they are asked for. */
    Multi<ByteBuffer> bytes() {
      return Multi.createFrom()
          .deferred(
              () -> {
                invite();
                return bytes(request());
              });
    }

    /** Bytes of a part of the body. */
    Multi<ByteBuffer> bytes(ReadStream<Buffer> stream) {
      return Incoming.of(stream, context, patience);
    }

    /** Says that the body may come, to those who asked. Fails when nobody is there any more. */
    void invite() {
      if (routing.response().closed()) {
        throw new HttpClosedException("the sender has left");
      }
      if ("100-continue".equalsIgnoreCase(request().getHeader(HttpHeaders.EXPECT))) {
        routing.response().writeContinue();
      }
    }
  }

  /** Runs the work on the call's own context and answers with what it comes to. */
  void answer(RoutingContext routing, Function<Call, Uni<Reply>> work) {
    var context = Vertx.currentContext();
    var call = new Call(routing, context, patience);
    Uni.createFrom()
        .deferred(() -> work.apply(call))
        .emitOn(new CallerContext(context))
        .subscribe()
        .with(reply -> send(routing, reply), failure -> refuse(routing, failure));
  }

  private void send(RoutingContext routing, Reply reply) {
    end(
        routing,
        () ->
            routing
                .response()
                .setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(written(reply.body())));
  }

  private void refuse(RoutingContext routing, Throwable failure) {
    end(routing, () -> faults.write(routing, failure));
  }

  private void end(RoutingContext routing, Runnable write) {
    var response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    var request = routing.request();
    if (request.isEnded()) {
      write.run();
      return;
    }
    Drain.announce(request);
    write.run();
    drain.start(request);
  }

  private Buffer written(Object body) {
    try {
      return Buffer.buffer(json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reply of ours is always JSON", e);
    }
  }
}
