package dev.millrace.provider.http;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.reach.HttpAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * One HTTP call on the wire.
 *
 * <p>However it ends before the reply is whole — cancelled, out of time, too large — the request is
 * reset, which closes an HTTP/1.1 connection and the stream of an HTTP/2 one. A cancellation may
 * come from any thread and at any moment: {@link #over} and {@link #onWire} are each written before
 * the other is read, so that one side always sees both and resets.
 */
abstract class Exchange {
  private final Vertx vertx;
  private final UpstreamRequest call;
  private final UpstreamBounds bounds;
  private final String accepted;
  private long timer;
  private volatile boolean over;
  private volatile HttpClientRequest onWire;

  /**
   * @param accepted the media type that is asked for
   */
  Exchange(Vertx vertx, UpstreamRequest call, UpstreamBounds bounds, String accepted) {
    this.vertx = vertx;
    this.call = call;
    this.bounds = bounds;
    this.accepted = accepted;
  }

  /** Takes the reply, on the connection's event loop; has to set its handlers before it returns. */
  abstract void receive(HttpClientResponse response);

  /** Ends with a failure; only the first one counts. */
  abstract void fail(Throwable failure);

  /** To be called when {@link #abandon} will be, however it ends. */
  final void start(HttpClient client) {
    if (over) {
      return;
    }
    timer = vertx.setTimer(Math.max(1, call.timeout().toMillis()), fired -> timedOut());
    client.request(options()).onSuccess(this::begin).onFailure(this::broke);
  }

  private RequestOptions options() {
    var url = call.url(); // in its parts: the whole would be parsed once more
    var options =
        new RequestOptions()
            .setSsl(HttpAddress.isSecure(url))
            .setHost(url.getHost())
            .setPort(HttpAddress.port(url))
            .setURI(HttpAddress.target(url))
            .setMethod(HttpMethod.valueOf(call.method()))
            .setConnectTimeout(2 * bounds.connectTimeout().toMillis())
            .setFollowRedirects(false)
            .putHeader("accept", accepted);
    call.headers().forEach(options::putHeader);
    call.server().map(SocketAddress::inetSocketAddress).ifPresent(options::setServer);
    return options;
  }

  private void begin(HttpClientRequest request) {
    onWire = request;
    // Without a handler each call that we cut off ourselves would be an error in the log.
    request.exceptionHandler(this::broke);
    if (over) {
      request.reset();
      return;
    }
    try {
      send(request);
    } catch (RuntimeException refused) { // such as a header that HTTP does not allow
      broke(refused);
    }
  }

  /**
   * Listens to the reply's own future: it answers on the connection's event loop, so the handlers
   * are there before the first byte is. A composed future may hop to the caller's loop, and lose
   * what came meanwhile.
   */
  private void send(HttpClientRequest request) {
    var replied = call.body().isPresent() ? sendJson(request) : request.send();
    replied.onSuccess(this::receive).onFailure(this::broke);
  }

  private Future<HttpClientResponse> sendJson(HttpClientRequest request) {
    return request
        .putHeader("content-type", "application/json")
        .send(call.body().orElseThrow().buffer());
  }

  /** Appends to what was gathered, or fails because it becomes too large. */
  final void gather(Buffer body, Buffer chunk) {
    if (over) {
      return;
    }
    if (body.length() + chunk.length() > bounds.maxReplyBytes()) {
      tooLarge();
    } else {
      body.appendBuffer(chunk);
    }
  }

  final void tooLarge() {
    fail(broken("sent more than the %d bytes that we read".formatted(bounds.maxReplyBytes())));
  }

  /** The connection made no reply of it. */
  final void broke(Throwable failure) {
    fail(Unreached.because(failure));
  }

  final FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider %s.".formatted(what));
  }

  final UpstreamRequest call() {
    return call;
  }

  final UpstreamBounds bounds() {
    return bounds;
  }

  final Vertx vertx() {
    return vertx;
  }

  final boolean isOver() {
    return over;
  }

  /** The reply is whole: there is nothing left to reset. */
  final void whole() {
    onWire = null;
  }

  private void timedOut() {
    fail(
        new FaultException(
            FaultCode.PROVIDER_TIMED_OUT,
            "The provider did not answer within %d ms.".formatted(call.timeout().toMillis())));
  }

  /** To be called once it is over in whatever way, from any thread. */
  final void abandon() {
    vertx.cancelTimer(timer);
    over = true;
    var request = onWire;
    if (request != null) {
      request.reset();
    }
  }
}
