package dev.millrace.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.http.StreamBounds;
import dev.millrace.provider.http.UpstreamBounds;
import dev.millrace.provider.http.UpstreamClient;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider over HTTP promises that hands answers out while they are made. */
public abstract class StreamingContract {
  /** One for all classes that inherit this; it ends with the process. */
  protected static final Vertx VERTX = Vertx.vertx();

  protected static final Duration SOON = Duration.ofSeconds(10);
  private static final int MOST_OF_A_FRAME = 2000;

  protected final FakeUpstream upstream = new FakeUpstream(VERTX);
  private final Workbench workbench = new Workbench(VERTX);
  protected final Streaming provider = provider(client(), workbench);

  /** The provider under test. */
  protected abstract Streaming provider(UpstreamClient client, Workbench workbench);

  /** A call to an upstream there. */
  protected abstract Call call(String url, Duration timeout);

  /** Events that come before the first words. */
  protected abstract String begin();

  /** An event that says so. JSON may be written with single quotes. */
  protected abstract String words(String text);

  /** Events that end an answer. */
  protected abstract String end();

  /** An event that tells of a failure. */
  protected abstract String failure();

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void wordsComeAsTheyAreSaid() {
    upstream.onAnything(asked -> stream(asked).write(events(begin(), words("Hi"))));
    var reader = read();

    await().until(() -> content(reader).equals("Hi"));
    upstream.asked().getFirst().response().end(events(words(" there"), end()));

    reader.awaitCompletion(SOON);
    assertThat(content(reader)).isEqualTo("Hi there");
    assertThat(reader.getItems()).last().isEqualTo(new Piece.Ended("stop"));
  }

  /** However its bytes are torn. */
  @Test
  void aStreamThatComesByteByByteSaysTheSame() {
    var whole = events(begin(), words("wörld ☃ 水"), words(" 🌊"), end());
    upstream.onAnything(asked -> trickle(stream(asked), whole, 0));

    assertThat(content(read().awaitCompletion(SOON))).isEqualTo("wörld ☃ 水 🌊");
  }

  private static void trickle(HttpServerResponse response, Buffer whole, int sent) {
    if (sent == whole.length()) {
      response.end();
    } else {
      response
          .write(whole.slice(sent, sent + 1))
          .onSuccess(next -> trickle(response, whole, sent + 1));
    }
  }

  @Test
  void nothingIsReadAheadOfTheReader() {
    upstream.onAnything(asked -> flood(stream(asked).setWriteQueueMaxSize(1 << 16)));
    var reader =
        provider.stream(call(upstream.url(), SOON))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(1));

    reader.awaitItems(1, SOON);
    var response = upstream.asked().getFirst().response();
    var before = new AtomicLong();
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(() -> before.getAndSet(response.bytesWritten()) == response.bytesWritten());

    // It would have met the bound of a reply by now, had anybody read on.
    assertThat(reader.getFailure()).isNull();
    assertThat(reader.getItems()).hasSize(1);
    reader.cancel();
    await().until(() -> upstream.open() == 0);
  }

  private void flood(HttpServerResponse response) {
    if (response.bytesWritten() == 0) {
      response.write(events(begin()));
    }
    while (!response.closed() && !response.writeQueueFull()) {
      response.write(events(words("x".repeat(900))));
    }
    if (!response.closed()) {
      response.drainHandler(room -> flood(response));
    }
  }

  @Test
  void cancellingCutsTheConnection() throws Exception {
    upstream.onAnything(asked -> stream(asked).write(events(begin(), words("x"))));
    var reader = read();
    await().until(() -> content(reader).equals("x"));

    reader.cancel();

    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
    await().until(() -> upstream.open() == 0);
  }

  @Test
  void cancellingBeforeTheFirstByteCutsTheConnection() throws Exception {
    upstream.onAnything(asked -> {});
    var reader = read();
    upstream.awaitRequests(1);

    reader.cancel();

    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
    await().until(() -> upstream.open() == 0);
  }

  @ParameterizedTest
  @CsvSource({
    "400, PROVIDER_REJECTED",
    "401, PROVIDER_REFUSED_US",
    "429, PROVIDER_BUSY",
    "500, PROVIDER_BROKEN",
    "200, PROVIDER_BROKEN"
  })
  void aReplyThatIsNoStreamHasItsFault(int status, FaultCode code) {
    upstream.onAnything(asked -> asked.answer(status, "{}"));

    assertThat(faultOf(read())).isEqualTo(code);
  }

  @Test
  void aPageIsABrokenProvider() {
    upstream.onAnything(
        asked -> asked.response().putHeader("content-type", "text/html").end("<html>data: {}"));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'half':", "<html>", "'text'", "[1]", "{} {}"})
  void anEventThatMakesNoSenseIsABrokenProvider(String data) {
    upstream.onAnything(asked -> stream(asked).end(events(begin(), "data: " + data + "\n\n")));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void anEventThatTellsOfAFailureEndsTheStreamAndIsNotHandedOn() {
    upstream.onAnything(asked -> stream(asked).end(events(begin(), words("x"), failure(), end())));
    var reader = read();

    faultOf(reader);

    assertThat(content(reader)).isEqualTo("x");
    assertThat(reader.getItems().toString()).doesNotContain("error");
  }

  @Test
  void anEndInTheMiddleIsABrokenProvider() {
    upstream.onAnything(asked -> stream(asked).end(events(begin(), words("x"))));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void anEndInTheMiddleOfAnEventIsABrokenProvider() {
    upstream.onAnything(asked -> stream(asked).end(events(begin(), words("x"), "data: {\"a")));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void aStreamOfNothingIsABrokenProvider() {
    upstream.onAnything(asked -> stream(asked).end());

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void aConnectionThatBreaksIsAnUnreachableProvider() {
    upstream.onAnything(
        asked ->
            stream(asked)
                .write(events(begin(), words("x")))
                .onSuccess(sent -> asked.request().connection().close()));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_UNREACHABLE);
  }

  @Test
  void anEventThatIsTooLongIsABrokenProviderAndIsCut() throws Exception {
    upstream.onAnything(
        asked -> stream(asked).write(events(begin(), "data: " + "x".repeat(10_000_000))));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_BROKEN);
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void aProviderThatFallsSilentIsCut() throws Exception {
    upstream.onAnything(asked -> stream(asked).write(events(begin(), words("x"))));

    assertThat(faultOf(read())).isEqualTo(FaultCode.PROVIDER_TIMED_OUT);
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void aProviderThatNeverSaysAnythingIsCutWithItsAttempt() throws Exception {
    upstream.onAnything(asked -> {});
    var reader =
        provider.stream(call(upstream.url(), Duration.ofMillis(200)))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

    assertThat(faultOf(reader)).isEqualTo(FaultCode.PROVIDER_TIMED_OUT);
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  protected final AssertSubscriber<Piece> read() {
    return provider.stream(call(upstream.url(), SOON))
        .subscribe()
        .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }

  protected static String content(AssertSubscriber<Piece> reader) {
    var transcript = new Transcript();
    reader.getItems().forEach(transcript::add);
    return transcript.content();
  }

  protected static FaultCode faultOf(AssertSubscriber<Piece> reader) {
    var failure = reader.awaitFailure(SOON).getFailure();
    assertThat(failure).isInstanceOf(FaultException.class);
    return ((FaultException) failure).fault().code();
  }

  protected static HttpServerResponse stream(FakeUpstream.Asked asked) {
    return asked.response().setChunked(true).putHeader("content-type", "text/event-stream");
  }

  protected static Buffer events(String... events) {
    var whole = Buffer.buffer();
    Stream.of(events).forEach(event -> whole.appendString(event.replace('\'', '"')));
    return whole;
  }

  private static UpstreamClient client() {
    var bounds =
        new UpstreamBounds(
            Duration.ofSeconds(5), SOON, Duration.ofSeconds(30), 4, 1, 16, 40_000_000);
    return new UpstreamClient(
        VERTX,
        new Workbench(VERTX),
        bounds,
        new StreamBounds(Duration.ofMillis(500), MOST_OF_A_FRAME),
        new HttpClientOptions());
  }
}
