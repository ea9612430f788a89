package dev.millrace.provider.http;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;

/** A call whose reply is read to its end before anybody looks at it. */
final class WholeExchange extends Exchange {
  private final UniEmitter<? super UpstreamReply> emitter;
  private final Buffer body = Buffer.buffer();

  WholeExchange(
      Vertx vertx,
      UpstreamRequest call,
      UpstreamBounds bounds,
      UniEmitter<? super UpstreamReply> emitter) {
    super(vertx, call, bounds, "application/json");
    this.emitter = emitter;
  }

  void run(HttpClient client) {
    emitter.onTermination(this::abandon);
    start(client);
  }

  @Override
  void receive(HttpClientResponse response) {
    response.exceptionHandler(this::broke);
    response.handler(chunk -> gather(body, chunk));
    response.endHandler(end -> complete(response));
  }

  private void complete(HttpClientResponse response) {
    if (!isOver()) {
      whole();
      emitter.complete(new UpstreamReply(response.statusCode(), response.headers(), body));
    }
  }

  @Override
  void fail(Throwable failure) {
    emitter.fail(failure);
  }
}
