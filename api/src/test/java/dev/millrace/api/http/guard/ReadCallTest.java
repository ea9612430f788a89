package dev.millrace.api.http.guard;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real HTTP/2, with somebody behind who treats calls as resources do. */
class ReadCallTest {
  private static final String TAKEN = "taken";

  private final Vertx vertx = Vertx.vertx();
  private final Router router = Router.router(vertx);
  private final AtomicInteger servedAnew = new AtomicInteger();
  private HttpServer server;
  private HttpClient client;

  @BeforeEach
  void open() throws Exception {
    var body = BodyHandler.create(false);
    router
        .route()
        .order(0)
        .handler(
            context -> {
              if (ReadCall.takesBody(context)) {
                servedAnew.incrementAndGet();
                context.put(TAKEN, true);
                context.next();
              } else {
                context.request().resume();
                body.handle(context);
              }
            });
    router
        .route()
        .order(1)
        .handler(
            context -> {
              if (context.get(TAKEN) == null) {
                ReadCall.serveAnew(context, router);
              } else {
                context.next();
              }
            });
    router.route().order(2).handler(body);
    router.route().order(3).handler(ReadCallTest::asAResource);
    server =
        soon(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      request.pause();
                      router.handle(request);
                    })
                .listen(0, "127.0.0.1"));
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
  }

  @AfterEach
  void close() throws Exception {
    soon(vertx.close());
  }

  /** It pauses before it looks, and takes nothing of a call that says that it has ended. */
  private static void asAResource(RoutingContext context) {
    var request = context.request();
    request.pause();
    boolean lost = request.isEnded();
    request.resume();
    request.fetch(1);
    context.response().end(lost ? Buffer.buffer("lost") : context.body().buffer());
  }

  @Test
  void theBodyIsThereForWhoeverPausesTheCall() throws Exception {
    assertThat(answerTo("one", " body")).isEqualTo("one body");
  }

  @Test
  void aCallWithoutABodyHasAnEmptyOne() throws Exception {
    assertThat(answerTo()).isEmpty();
  }

  @Test
  void callsOfOneConnectionHaveTheirOwnBodies() throws Exception {
    assertThat(answerTo("first")).isEqualTo("first");
    assertThat(answerTo("second")).isEqualTo("second");
    assertThat(servedAnew).hasValue(2);
  }

  private String answerTo(String... chunks) throws Exception {
    return soon(
        client
            .request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/")
            .compose(
                request -> {
                  request.setChunked(true);
                  Future<Void> sent = request.sendHead();
                  for (var chunk : chunks) {
                    sent = sent.compose(before -> request.write(chunk));
                  }
                  return sent.compose(all -> request.end()).compose(end -> request.response());
                })
            .compose(HttpClientResponse::body)
            .map(Buffer::toString));
  }

  private static <T> T soon(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }
}
