package dev.millrace.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.queue.QueueConfig;
import dev.millrace.api.queue.SubmitBodyReader;
import dev.millrace.dialect.relay.Overlay;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Reads bodies in other protocols; large ones away from the event loop. */
@ApplicationScoped
public class GatewayBodies {
  private final SubmitBodyReader bodies;
  private final int inlineUpTo;
  private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

  GatewayBodies(SubmitBodyReader bodies, QueueConfig config) {
    this.bodies = bodies;
    this.inlineUpTo = config.parseInlineUpTo();
  }

  /** A JSON object, and the bytes that it was read from. */
  public record Body(byte[] raw, ObjectNode json) {
    /** The same with these fields at its top level; every other byte stays as it was. */
    public Body with(Map<String, JsonNode> fields) {
      if (fields.isEmpty()) {
        return this;
      }
      var whole = JsonNodeFactory.instance.objectNode();
      whole.setAll(json);
      whole.setAll(fields);
      var bytes =
          Overlay.put(raw, fields)
              .orElseGet(() -> whole.toString().getBytes(StandardCharsets.UTF_8));
      return new Body(bytes, whole);
    }
  }

  /**
   * Reads the body of a call and makes something of it. Fails with a {@link FaultException}, or
   * with what the JSON reader says; and as {@code make} does.
   */
  public <T> Uni<T> read(RoutingContext context, Function<Body, T> make) {
    var body = context.body().buffer();
    var bytes = body == null ? new byte[0] : body.getBytes();
    var type = context.request().getHeader("Content-Type");
    return Uni.createFrom()
        .item(() -> make.apply(read(bytes, type)))
        .runSubscriptionOn(bytes.length > inlineUpTo ? virtualThreads : Runnable::run);
  }

  private Body read(byte[] bytes, String mediaType) {
    Refusal.unlessJson(mediaType);
    if (!Utf8.isAll(bytes)) {
      throw new FaultException(
          FaultCode.MALFORMED, "the body is not UTF-8; encode it so, as JSON has to be");
    }
    try {
      return new Body(bytes, bodies.object(bytes, "send the fields of the protocol as {\"…\": …}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
