package dev.millrace.provider.http;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * One HTTP call on the wire.
 *
 * <p>However it ends before the reply is whole — cancelled, out of time, too large — the request is
 * reset, which closes an HTTP/1.1 connection and the stream of an HTTP/2 one. A cancellation may
 * come from any thread and at any moment: {@link #over} and {@link #onWire} are each written before
 * the other is read, so that one side always sees both and resets.
 */
final class Exchange {
  private final UpstreamRequest call;
  private final UpstreamBounds bounds;
  private final UniEmitter<? super UpstreamReply> emitter;
  private final Buffer body = Buffer.buffer();
  private volatile boolean over;
  private volatile HttpClientRequest onWire;

  Exchange(UpstreamRequest call, UpstreamBounds bounds, UniEmitter<? super UpstreamReply> emitter) {
    this.call = call;
    this.bounds = bounds;
    this.emitter = emitter;
  }

  void start(Vertx vertx, HttpClient client) {
    long timer = vertx.setTimer(Math.max(1, call.timeout().toMillis()), fired -> timedOut());
    emitter.onTermination(
        () -> {
          vertx.cancelTimer(timer);
          abandon();
        });
    client.request(options()).onSuccess(this::begin).onFailure(this::fail);
  }

  private RequestOptions options() {
    var options =
        new RequestOptions()
            .setAbsoluteURI(call.url().toString())
            .setMethod(HttpMethod.valueOf(call.method()))
            .setConnectTimeout(bounds.connectTimeout().multipliedBy(2).toMillis())
            .setFollowRedirects(false)
            .putHeader("accept", "application/json");
    call.headers().forEach(options::putHeader);
    return options;
  }

  private void begin(HttpClientRequest request) {
    onWire = request;
    // Without a handler each call that we cut off ourselves would be an error in the log.
    request.exceptionHandler(this::fail);
    if (over) {
      request.reset();
      return;
    }
    try {
      send(request);
    } catch (RuntimeException refused) { // such as a header that HTTP does not allow
      fail(refused);
    }
  }

  /**
   * Listens to the reply's own future: it answers on the connection's event loop, so the handlers
   * are there before the first byte is. A composed future may hop to the caller's loop, and lose
   * what came meanwhile.
   */
  private void send(HttpClientRequest request) {
    var replied = call.body().isPresent() ? sendJson(request) : request.send();
    replied.onSuccess(this::receive).onFailure(this::fail);
  }

  private Future<HttpClientResponse> sendJson(HttpClientRequest request) {
    return request
        .putHeader("content-type", "application/json")
        .send(UpstreamJson.write(call.body().orElseThrow()));
  }

  private void receive(HttpClientResponse response) {
    response.exceptionHandler(this::fail);
    response.handler(this::gather);
    response.endHandler(end -> complete(response));
  }

  private void gather(Buffer chunk) {
    if (over) {
      return;
    }
    if (body.length() + chunk.length() > bounds.maxReplyBytes()) {
      broken("sent more than the %d bytes that we read".formatted(bounds.maxReplyBytes()));
    } else {
      body.appendBuffer(chunk);
    }
  }

  private void complete(HttpClientResponse response) {
    if (!over) {
      onWire = null;
      emitter.complete(new UpstreamReply(response.statusCode(), response.headers(), body));
    }
  }

  private void fail(Throwable failure) {
    emitter.fail(Unreached.because(failure, call.url().getHost()));
  }

  private void broken(String what) {
    emitter.fail(
        new FaultException(
            FaultCode.PROVIDER_BROKEN,
            "The provider %s %s.".formatted(call.url().getHost(), what)));
  }

  private void timedOut() {
    emitter.fail(
        new FaultException(
            FaultCode.PROVIDER_TIMED_OUT,
            "The provider %s did not answer within %d ms."
                .formatted(call.url().getHost(), call.timeout().toMillis())));
  }

  private void abandon() {
    over = true;
    var request = onWire;
    if (request != null) {
      request.reset();
    }
  }
}
