package dev.millrace.worker.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A real receiver of webhooks that remembers its calls. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> calls = new CopyOnWriteArrayList<>();

  /** A call as it came. */
  record Received(String path, Map<String, List<String>> headers, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }

    String event() {
      return json().getString("event");
    }

    String id() {
      return headers.get("webhook-id").getFirst();
    }
  }

  /**
   * Listens.
   *
   * @param answer is given each request with its number, counted from 1, when it was read
   */
  Receiver(Vertx vertx, HttpServerOptions options, BiConsumer<HttpServerRequest, Integer> answer) {
    this.server =
        vertx
            .createHttpServer(options)
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              var headers = new HashMap<String, List<String>>();
                              for (var name : request.headers().names()) {
                                headers.put(
                                    name.toLowerCase(java.util.Locale.ROOT),
                                    request.headers().getAll(name));
                              }
                              calls.add(new Received(request.path(), headers, body.toString()));
                              answer.accept(request, calls.size());
                            }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** Answers each call with a status, in their order; the last one to all further calls. */
  static Receiver answering(Vertx vertx, int... statuses) {
    return new Receiver(
        vertx,
        new HttpServerOptions(),
        (request, number) ->
            request
                .response()
                .setStatusCode(statuses[Math.min(number, statuses.length) - 1])
                .putHeader("Location", "/elsewhere")
                .end());
  }

  int port() {
    return server.actualPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook?a=b";
  }

  List<Received> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }
}
