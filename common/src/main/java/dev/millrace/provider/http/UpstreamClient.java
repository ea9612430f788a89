package dev.millrace.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.conversation.Frame;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Workbench;
import dev.millrace.reach.HttpAddress;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Calls upstreams over HTTP. Each upstream (scheme, host, port) has a bounded pool of connections
 * of its own, in each event loop. Over TLS it speaks HTTP/2 where the upstream offers it; in clear
 * text HTTP/1.1, since many a model server stumbles over an offer to upgrade.
 */
@Singleton
public final class UpstreamClient {
  /** Above this JSON is read away from the event loop: it takes about a millisecond. */
  public static final int LARGE = 256 * 1024;

  private final Vertx vertx;
  private final Workbench workbench;
  private final UpstreamBounds bounds;
  private final StreamBounds streamBounds;
  private final ForeignAddresses foreign;
  private final LoopClients plain;
  private final LoopClients secure;

  @Inject
  UpstreamClient(
      Vertx vertx, Workbench workbench, UpstreamConfig config, ForeignAddresses foreign) {
    this(
        vertx,
        workbench,
        UpstreamBounds.of(config),
        new StreamBounds(config.stallTimeout(), config.maxFrameBytes()),
        new HttpClientOptions(),
        foreign);
  }

  /** With options for TLS beside ours: whom to trust. */
  public UpstreamClient(
      Vertx vertx, Workbench workbench, UpstreamBounds bounds, HttpClientOptions trust) {
    this(vertx, workbench, bounds, StreamBounds.USUAL, trust);
  }

  /** Likewise, with bounds for streams. */
  public UpstreamClient(
      Vertx vertx,
      Workbench workbench,
      UpstreamBounds bounds,
      StreamBounds streamBounds,
      HttpClientOptions trust) {
    this(vertx, workbench, bounds, streamBounds, trust, ForeignAddresses.none());
  }

  UpstreamClient(
      Vertx vertx,
      Workbench workbench,
      UpstreamBounds bounds,
      StreamBounds streamBounds,
      HttpClientOptions trust,
      ForeignAddresses foreign) {
    this.foreign = foreign;
    this.streamBounds = streamBounds;
    this.vertx = vertx;
    this.workbench = workbench;
    this.bounds = bounds;
    this.plain = new LoopClients(vertx, () -> client(new HttpClientOptions()));
    this.secure = new LoopClients(vertx, () -> client(overTls(trust)));
  }

  private static HttpClientOptions overTls(HttpClientOptions trust) {
    return new HttpClientOptions(trust)
        .setSsl(true)
        .setUseAlpn(true)
        .setProtocolVersion(HttpVersion.HTTP_2);
  }

  private HttpClient client(HttpClientOptions options) {
    options
        .setConnectTimeout((int) bounds.connectTimeout().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslHandshakeTimeout(bounds.connectTimeout().toMillis())
        .setKeepAlive(true)
        .setKeepAliveTimeout((int) bounds.keepAlive().toSeconds())
        .setHttp2KeepAliveTimeout((int) bounds.keepAlive().toSeconds())
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true);
    var pool =
        new PoolOptions()
            .setHttp1MaxSize(bounds.poolSize())
            .setHttp2MaxSize(bounds.http2PoolSize())
            .setMaxWaitQueueSize(bounds.waitQueue());
    return vertx.httpClientBuilder().with(options).with(pool).build();
  }

  /**
   * What a successful reply says event by event, while it is sent: its server-sent events. Reads on
   * only as fast as it is asked to. Completes with the reply's end. Fails as {@link #json} does;
   * also when the reply is no event stream, and when the upstream says nothing for too long.
   * Cancelling resets the request.
   *
   * @param isLast whether nothing else comes after an event: an upstream that does not end its
   *     reply then is not waited for. Asked on the connection's event loop
   */
  public Multi<Frame> events(UpstreamRequest call, Predicate<Frame> isLast) {
    return Multi.createFrom()
        .publisher(
            reader ->
                new StreamExchange(vertx, call, bounds, streamBounds, isLast, reader)
                    .run(clientFor(call)));
  }

  private HttpClient clientFor(UpstreamRequest call) {
    return (HttpAddress.isSecure(call.url()) ? secure : plain).here();
  }

  /**
   * A call that may be made: as it is, or where an account chose its address, held to where that
   * was found to lead right now. Fails with a {@link FaultException} when that is nowhere.
   */
  public Uni<UpstreamRequest> looked(UpstreamRequest call, boolean isChosenByAccount) {
    return isChosenByAccount ? foreign.looked(call) : Uni.createFrom().item(call);
  }

  /** How long a submit, poll or cancel may take. */
  public Duration callTimeout() {
    return bounds.callTimeout();
  }

  /**
   * The reply, whatever its status. Fails with a {@link FaultException} when none came, or with
   * {@link NoRoomException} when all connections are taken. Cancelling resets the request.
   */
  public Uni<UpstreamReply> send(UpstreamRequest call) {
    return Uni.createFrom()
        .emitter(emitter -> new WholeExchange(vertx, call, bounds, emitter).run(clientFor(call)));
  }

  /**
   * The JSON of a successful reply. Fails as {@link #send} does, and with the fault that another
   * status or a reply without JSON stands for.
   */
  public Uni<JsonNode> json(UpstreamRequest call) {
    return read(call, UpstreamJson::read);
  }

  /**
   * What a successful reply is read as. Fails as {@link #send} does, with the fault that another
   * status stands for, and with whatever the reading throws.
   *
   * @param reading of the reply's body; done away from the event loop when there is much of it
   */
  public <T> Uni<T> read(UpstreamRequest call, Function<Buffer, T> reading) {
    return send(call)
        .chain(
            reply ->
                reply.body().length() > LARGE
                    ? workbench.run(() -> read(call, reply, reading))
                    : Uni.createFrom().item(() -> read(call, reply, reading)));
  }

  private static <T> T read(
      UpstreamRequest call, UpstreamReply reply, Function<Buffer, T> reading) {
    if (reply.isSuccess()) {
      return reading.apply(reply.body());
    }
    throw refusal(call, reply);
  }

  /** What a reply with a status other than 2xx stands for. */
  static FaultException refusal(UpstreamRequest call, UpstreamReply reply) {
    var said = UpstreamWords.in(jsonOrNothing(reply), call.secrets());
    return new FaultException(
        UpstreamStatus.faultOf(reply.status(), RetryAfter.in(reply.headers()), said));
  }

  private static JsonNode jsonOrNothing(UpstreamReply reply) {
    try {
      return UpstreamJson.read(reply.body());
    } catch (FaultException noJson) {
      return MissingNode.getInstance();
    }
  }

  /**
   * Turns what this client fails with into outcomes. Anything else is a bug and stays a failure.
   */
  public static Uni<Outcome> outcome(Uni<Outcome> run) {
    return run.onFailure(FaultException.class)
        .recoverWithItem(failure -> new Outcome.Failed(((FaultException) failure).fault()))
        .onFailure(NoRoomException.class)
        .recoverWithItem(failure -> ((NoRoomException) failure).outcome());
  }

  @PreDestroy
  void close() {
    plain.close();
    secure.close();
  }
}
