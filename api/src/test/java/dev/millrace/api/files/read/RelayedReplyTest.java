package dev.millrace.api.files.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a server and a reader of its own: what matters here is the connection. */
class RelayedReplyTest {
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 4096; // 256 MiB: more than all buffers on the way hold

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile Multi<ByteBuffer> bytes;
  private volatile long promised;
  private volatile Duration stall = Duration.ofMinutes(1);
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    var router = Router.router(vertx);
    router.get("/").handler(this::answer);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private void answer(RoutingContext routing) {
    var reply = new RelayedReply(routing, vertx.getOrCreateContext(), stall);
    routing.addEndHandler(end -> reply.cancel());
    routing.response().putHeader("Content-Length", Long.toString(promised));
    reply.expect(promised);
    bytes.onCancellation().invoke(cancelled::countDown).subscribe().withSubscriber(reply);
  }

  @Test
  void aReaderGetsEverythingInOrder() throws Exception {
    bytes = Multi.createFrom().items(buffer("hello "), buffer("dear "), buffer("reader"));
    promised = 17;

    try (var reader = reader()) {
      assertThat(new String(body(reader).readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("hello dear reader");
    }
  }

  @Test
  void noMoreIsReadFromTheStoreThanTheReaderTakes() throws Exception {
    endless();

    try (var reader = reader()) {
      var body = body(reader);
      await().during(Duration.ofMillis(300)).until(asked::get, this::doesNotGrow);
      int before = asked.get();
      assertThat(before).isLessThan(PIECES / 2);

      body.readNBytes(promisedBytes(PIECES));

      assertThat(asked.get()).isEqualTo(PIECES);
    }
  }

  @Test
  void aReaderWhoLeavesStopsTheReading() throws Exception {
    endless();

    try (var reader = reader()) {
      body(reader).readNBytes(PIECE);
    }

    assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(asked.get()).isLessThan(PIECES);
  }

  @Test
  void aReaderWhoTakesNothingIsHungUpOn() throws Exception {
    stall = Duration.ofMillis(100);
    endless();

    try (var reader = reader()) {
      assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(body(reader).readAllBytes().length).isLessThan(promisedBytes(PIECES));
    }
  }

  @Test
  void aStoreThatBreaksOffBreaksTheAnswerOff() throws Exception {
    bytes =
        Multi.createBy()
            .concatenating()
            .streams(
                Multi.createFrom().item(buffer("half")),
                Multi.createFrom().failure(new IllegalStateException("the store is away")));
    promised = 8;

    try (var reader = reader()) {
      assertThat(bytesOfBody(reader)).isLessThan(8);
    }
  }

  @Test
  void tooFewBytesBreakTheAnswerOffToo() throws Exception {
    bytes = Multi.createFrom().item(buffer("half"));
    promised = 8;

    try (var reader = reader()) {
      assertThat(bytesOfBody(reader)).isLessThan(8);
    }
  }

  private int last = -1;

  private boolean doesNotGrow(int now) {
    boolean same = now == last;
    last = now;
    return same;
  }

  private void endless() {
    bytes =
        Multi.createFrom()
            .range(0, PIECES)
            .map(
                i -> {
                  asked.incrementAndGet();
                  return ByteBuffer.wrap(new byte[PIECE]);
                });
    promised = promisedBytes(PIECES);
  }

  private static int promisedBytes(int pieces) {
    return pieces * PIECE;
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private Socket reader() throws Exception {
    var socket = new Socket("localhost", server.actualPort());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** 0 when not even the head came. */
  private static int bytesOfBody(Socket reader) throws Exception {
    var all = new String(reader.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    var head = all.indexOf("\r\n\r\n");
    return head < 0 ? 0 : all.length() - head - 4;
  }

  /** Behind the head. */
  private static InputStream body(Socket reader) throws Exception {
    var in = reader.getInputStream();
    int ends = 0;
    while (ends < 4) {
      int c = in.read();
      assertThat(c).isNotEqualTo(-1);
      ends = c == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
    }
    return in;
  }
}
