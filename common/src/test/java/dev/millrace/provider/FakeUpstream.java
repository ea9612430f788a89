package dev.millrace.provider;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A real HTTP server on this machine that answers as a test tells it, and remembers who asked what
 * and which connections were cut.
 */
public final class FakeUpstream implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Consumer<Asked>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Semaphore arrivals = new Semaphore(0);
  private volatile CompletableFuture<Void> cut = new CompletableFuture<>();

  private final AtomicInteger open = new AtomicInteger();

  public FakeUpstream(Vertx vertx) {
    this(vertx, 0);
  }

  /** At a port that is known before; 0 for any. */
  public FakeUpstream(Vertx vertx, int port) {
    server =
        soon(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
                .listen(port, "127.0.0.1"));
  }

  /** One request that came in. */
  public record Asked(HttpServerRequest request, Buffer body) {
    public String line() {
      return request.method() + " " + request.uri();
    }

    public JsonObject json() {
      return body.toJsonObject();
    }

    public int clientPort() {
      return request.connection().remoteAddress().port();
    }

    public HttpServerResponse response() {
      return request.response();
    }

    public void answer(int status, String json) {
      response().setStatusCode(status).end(json.replace('\'', '"'));
    }
  }

  /** Answers a method and path, such as {@code POST /v1/predictions}, from now on. */
  public FakeUpstream on(String line, Consumer<Asked> answer) {
    answers.put(line, answer);
    return this;
  }

  public FakeUpstream on(String line, int status, String json) {
    return on(line, asked -> asked.answer(status, json));
  }

  /** Answers whatever has no answer of its own. */
  public FakeUpstream onAnything(Consumer<Asked> answer) {
    return on("*", answer);
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  public List<Asked> asked() {
    return asked;
  }

  public List<String> lines() {
    return asked.stream().map(Asked::line).toList();
  }

  /** Waits until that many more requests have come in. */
  public void awaitRequests(int count) throws InterruptedException {
    if (!arrivals.tryAcquire(count, 10, TimeUnit.SECONDS)) {
      throw new AssertionError("expected %d requests, got %s".formatted(count, lines()));
    }
  }

  /** Done when a connection broke before its reply was whole. */
  public CompletableFuture<Void> cut() {
    return cut;
  }

  /** Requests whose answers are neither whole nor cut. */
  public int open() {
    return open.get();
  }

  /** Forgets who asked. */
  public void forget() {
    asked.clear();
    answers.clear();
    arrivals.drainPermits();
    cut = new CompletableFuture<>();
  }

  private void take(HttpServerRequest request, Buffer body) {
    var one = new Asked(request, body);
    open.incrementAndGet();
    request.response().endHandler(over -> open.decrementAndGet());
    request.response().exceptionHandler(broke -> cut.complete(null));
    asked.add(one);
    answers
        .getOrDefault(one.line(), answers.getOrDefault("*", none -> none.answer(404, "{}")))
        .accept(one);
    arrivals.release();
  }

  @Override
  public void close() {
    soon(server.close());
  }

  private static <T> T soon(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
