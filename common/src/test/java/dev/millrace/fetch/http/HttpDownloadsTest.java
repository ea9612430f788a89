package dev.millrace.fetch.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fetch.Downloads.Bounds;
import dev.millrace.fetch.Downloads.Download;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.reach.FakeNames;
import dev.millrace.reach.Names;
import dev.millrace.reach.Neighbour;
import dev.millrace.reach.ResolvingGuard;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a real server on this machine, which is the downloads' one private neighbour. */
class HttpDownloadsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String NAME = "files.rebind.example";
  private static final int MEGABYTE = 1 << 20;

  private final Vertx servers = Vertx.vertx();
  private final Vertx vertx = Vertx.vertx();
  private final FakeUpstream upstream = new FakeUpstream(servers);
  private final FakeNames names = new FakeNames();
  private final HttpDownloads downloads = downloads(names);

  @AfterEach
  void close() {
    downloads.close();
    upstream.close();
    servers.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whatAUrlNamesIsReadWithItsTypeNameAndSize() {
    upstream.on(
        "GET /a/b%20c.png?sig=1",
        asked ->
            asked.response().putHeader("Content-Type", "Image/PNG; charset=x").end("the bytes"));

    var download = open("/a/b%20c.png?sig=1#there");

    assertThat(download.contentType()).contains("image/png");
    assertThat(download.name()).isEqualTo("b%20c.png");
    assertThat(download.size()).contains(9L);
    assertThat(text(download)).isEqualTo("the bytes");
  }

  @Test
  void nothingOfOursIsSentAlong() {
    upstream.on("GET /a", 200, "{}");

    text(open("/a"));

    assertThat(upstream.asked().getFirst().request().headers().names())
        .containsExactlyInAnyOrder("host", "Accept", "Accept-Encoding", "User-Agent", "connection");
    assertThat(upstream.asked().getFirst().request().getHeader("Accept-Encoding"))
        .isEqualTo("identity");
  }

  @Test
  void aFileWithoutBytesIsOne() {
    upstream.on("GET /empty", asked -> asked.response().end());

    var download = open("/empty");

    assertThat(download.size()).contains(0L);
    assertThat(download.contentType()).isEmpty();
    assertThat(text(download)).isEmpty();
  }

  /** Whoever asked decides whether a page will do. */
  @Test
  void aPageIsReadAsAPage() {
    upstream.on(
        "GET /login",
        asked -> asked.response().putHeader("Content-Type", "text/html").end("<html>"));

    assertThat(open("/login").contentType()).contains("text/html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "png", "image/", "image/png/x", "a b/c", "image/\"png\""})
  void aTypeThatIsNoneIsNotHandedOn(String type) {
    upstream.on("GET /a", asked -> asked.response().putHeader("Content-Type", type).end("a"));

    assertThat(open("/a").contentType()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 300, 304, 400, 401, 404, 500, 503})
  void whatIsNoSuccessIsUnreachable(int status) {
    upstream.on("GET /a", asked -> asked.response().setStatusCode(status).end());

    assertThat(refusal("/a").code()).isEqualTo(FaultCode.URL_UNREACHABLE);
    assertThat(refusal("/a").message()).contains("status " + status);
  }

  @Test
  void whatIsCompressedIsRefused() {
    upstream.on(
        "GET /a", asked -> asked.response().putHeader("Content-Encoding", "gzip").end("bytes"));

    assertThat(refusal("/a").code()).isEqualTo(FaultCode.URL_UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsFollowedAndTheNameIsTheFirstOne(int status) {
    upstream.on("GET /a.png", asked -> redirect(asked, status, "deep/er?x=1"));
    upstream.on("GET /deep/er?x=1", 200, "moved");

    var download = open("/a.png");

    assertThat(download.name()).isEqualTo("a.png");
    assertThat(text(download)).isEqualTo("moved");
  }

  @Test
  void threeRedirectsAreFollowedAndNoFourth() {
    upstream.on("GET /1", asked -> redirect(asked, 302, "/2"));
    upstream.on("GET /2", asked -> redirect(asked, 302, "/3"));
    upstream.on("GET /3", asked -> redirect(asked, 302, "/4"));
    upstream.on("GET /4", 200, "here");
    upstream.on("GET /0", asked -> redirect(asked, 302, "/1"));

    assertThat(text(open("/1"))).isEqualTo("here");
    assertThat(refusal("/0").code()).isEqualTo(FaultCode.URL_UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://[::1]:9000/",
        "http://10.0.0.1/",
        "http://user:pass@files.example.com/",
        "file:///etc/passwd",
        "//192.168.1.1/a",
        "http://db.internal/",
        "http://inner.example.com/"
      })
  void aRedirectToWhatMustNotBeCalledIsForbidden(String location) {
    names.set("inner.example.com", "10.1.2.3");
    upstream.on("GET /a", asked -> redirect(asked, 302, location));

    assertThat(refusal("/a").code()).isEqualTo(FaultCode.URL_FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[", "http:// a b", ":", "http://nobody.example.com/"})
  void aRedirectToWhatIsNoUrlIsNotFollowed(String location) {
    upstream.on("GET /a", asked -> redirect(asked, 302, location));

    assertThat(refusal("/a").code()).isIn(FaultCode.URL_UNREACHABLE, FaultCode.URL_FORBIDDEN);
    assertThat(upstream.lines()).containsExactly("GET /a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/a", "http://169.254.169.254/", "nothing", "data:,a"})
  void whatMustNotBeCalledIsForbidden(String url) {
    var failure = catchFault(url, bounds(SOON));

    assertThat(failure.fault().code()).isEqualTo(FaultCode.URL_FORBIDDEN);
  }

  /** The name stands for this machine at the look, and for something else at the connect. */
  @Test
  void theCallGoesToTheAddressThatWasLookedAtWhateverTheNameStandsForThen() {
    var asked = new AtomicInteger();
    var turning = downloads(name -> address(asked.incrementAndGet() == 1));
    upstream.on("GET /a", 200, "here");

    var download = turning.open(byName("/a"), nameBounds()).await().atMost(SOON);

    assertThat(text(download)).isEqualTo("here");
    assertThat(asked).hasValue(1);
    assertThat(upstream.asked().getFirst().request().getHeader("host"))
        .isEqualTo(NAME + ":" + port());
    turning.close();
  }

  @Test
  void aRedirectToTheSameNameIsLookedAtAnew() {
    var asked = new AtomicInteger();
    var turning = downloads(name -> address(asked.incrementAndGet() == 1));
    upstream.on("GET /a", answer -> redirect(answer, 302, "/b"));

    var failure =
        catchThrowableOfType(
            FaultException.class,
            () -> turning.open(byName("/a"), nameBounds()).await().atMost(SOON));

    assertThat(failure.fault().code()).isEqualTo(FaultCode.URL_FORBIDDEN);
    assertThat(upstream.lines()).containsExactly("GET /a");
    turning.close();
  }

  @Test
  void aNameWithADeadAddressIsReachedAtItsNext() {
    names.set(NAME, "127.0.0.9", "127.0.0.1");
    upstream.on("GET /a", 200, "here");

    assertThat(text(downloads.open(byName("/a"), nameBounds()).await().atMost(SOON)))
        .isEqualTo("here");
  }

  @Test
  void whatSaysThatItIsTooLargeIsRefusedAtOnce() {
    upstream.on(
        "GET /a",
        asked -> asked.response().putHeader("Content-Length", "1048577").write("the first bytes"));

    assertThat(refusal("/a").code()).isEqualTo(FaultCode.FILE_TOO_LARGE);
    upstream.cut().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void whatNeverEndsIsCutWhereItBecomesTooLarge() {
    upstream.on("GET /a", asked -> pour(asked.response(), new AtomicLong()));

    assertThat(failureOf(open("/a")).code()).isEqualTo(FaultCode.FILE_TOO_LARGE);
    upstream.cut().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void whatDripsIsCutWhenItsTimeIsOver() {
    upstream.on(
        "GET /a",
        asked -> {
          var response = asked.response().setChunked(true);
          servers.setPeriodic(20, timer -> response.write("."));
        });

    var download = downloads.open(url("/a"), bounds(Duration.ofMillis(600))).await().atMost(SOON);

    assertThat(failureOf(download).message()).contains("did not come whole");
    upstream.cut().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void whatStopsInTheMiddleIsLeft() {
    upstream.on("GET /a", asked -> asked.response().setChunked(true).write("a"));

    assertThat(failureOf(open("/a")).message()).contains("sent nothing");
    upstream.cut().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void whatNeverBeginsIsLeft() {
    upstream.on("GET /a", asked -> {});

    assertThat(refusal("/a").message()).contains("sent nothing");
  }

  @Test
  void whereNobodyListensIsUnreachable() {
    var url = url("/a");
    upstream.close();

    assertThat(catchFault(url, bounds(SOON)).fault().code()).isEqualTo(FaultCode.URL_UNREACHABLE);
  }

  @Test
  void whatIsShorterThanItSaidIsBroken() {
    upstream.on(
        "GET /a",
        asked -> {
          asked.response().putHeader("Content-Length", "100").write("half of it");
          asked.request().connection().close();
        });

    assertThat(failureOf(open("/a")).code()).isEqualTo(FaultCode.URL_UNREACHABLE);
  }

  @Test
  void whatIsNotAskedForIsNotRead() {
    var poured = new AtomicLong();
    upstream.on("GET /a", asked -> pour(asked.response(), poured));
    var subscriber = AssertSubscriber.<ByteBuffer>create(0);
    var bounds = new Bounds(1L << 40, SOON, Neighbour.at(URI.create(upstream.url())));

    downloads.open(url("/a"), bounds).await().atMost(SOON).bytes().subscribe(subscriber);
    subscriber.request(3).awaitItems(3);

    // Buffers of sockets are megabytes; a reader that does not hold back takes gigabytes.
    assertThat(poured.get()).isLessThan(64L * MEGABYTE);
    assertThat(subscriber.getItems()).hasSize(3);
    subscriber.cancel();
    upstream.cut().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void aDownloadThatNobodyReadsIsLeftWhenItsTimeIsOver() {
    upstream.on("GET /a", asked -> pour(asked.response(), new AtomicLong()));

    downloads.open(url("/a"), bounds(Duration.ofMillis(300))).await().atMost(SOON);

    upstream.cut().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void whoeverLeavesBeforeTheAnswerCutsTheCall() throws InterruptedException {
    upstream.on("GET /a", asked -> {});

    var waiting = downloads.open(url("/a"), bounds(SOON)).subscribe().with(download -> {});
    upstream.awaitRequests(1);
    waiting.cancel();

    upstream.cut().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void itIsReadOnce() {
    upstream.on("GET /a", 200, "here");
    var download = open("/a");
    text(download);

    assertThat(
            catchThrowableOfType(
                IllegalStateException.class,
                () -> download.bytes().collect().asList().await().atMost(SOON)))
        .isNotNull();
  }

  private HttpDownloads downloads(Names names) {
    return new HttpDownloads(
        vertx,
        new ResolvingGuard(names),
        Settings.of(
            FetchConfig.class,
            Map.of(
                "millrace.fetch.answer-within", "PT0.5S", "millrace.fetch.idle-within", "PT0.5S")));
  }

  private static Uni<List<InetAddress>> address(boolean isThisMachine) {
    return new FakeNames()
        .set(NAME, isThisMachine ? "127.0.0.1" : "169.254.169.254")
        .addressesOf(NAME);
  }

  /** Writes for ever, as fast as it is read. */
  private static void pour(HttpServerResponse response, AtomicLong poured) {
    response.setChunked(true);
    more(response, poured);
  }

  private static void more(HttpServerResponse response, AtomicLong poured) {
    while (!response.writeQueueFull() && !response.closed()) {
      poured.addAndGet(64 * 1024);
      response.write(Buffer.buffer(new byte[64 * 1024]));
    }
    response.drainHandler(room -> more(response, poured));
  }

  private static void redirect(FakeUpstream.Asked asked, int status, String location) {
    asked.response().setStatusCode(status).putHeader("Location", location).end("elsewhere");
  }

  private String url(String path) {
    return upstream.url() + path;
  }

  private int port() {
    return URI.create(upstream.url()).getPort();
  }

  private String byName(String path) {
    return "http://" + NAME + ":" + port() + path;
  }

  private Bounds nameBounds() {
    return new Bounds(MEGABYTE, SOON, Optional.of(new Neighbour(NAME, port())));
  }

  private Bounds bounds(Duration within) {
    return new Bounds(MEGABYTE, within, Neighbour.at(URI.create(upstream.url())));
  }

  private Download open(String path) {
    return downloads.open(url(path), bounds(SOON)).await().atMost(SOON);
  }

  private Fault refusal(String path) {
    return catchFault(url(path), bounds(SOON)).fault();
  }

  private FaultException catchFault(String url, Bounds bounds) {
    return catchThrowableOfType(
        FaultException.class, () -> downloads.open(url, bounds).await().atMost(SOON));
  }

  private static Fault failureOf(Download download) {
    return catchThrowableOfType(FaultException.class, () -> text(download)).fault();
  }

  private static String text(Download download) {
    var whole = new ByteArrayOutputStream();
    download
        .bytes()
        .invoke(bytes -> whole.write(bytes.array(), bytes.position(), bytes.remaining()))
        .collect()
        .last()
        .await()
        .atMost(SOON);
    return whole.toString(UTF_8);
  }
}
