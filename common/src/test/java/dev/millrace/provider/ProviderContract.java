package dev.millrace.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.provider.http.UpstreamBounds;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider over HTTP promises: whatever the upstream does becomes an outcome. */
public abstract class ProviderContract {
  protected static final String KEY = "secret-key-of-ours";

  /** Shows by no shape that it is a key. */
  private static final String OWN_KEY = "Walrus+Teapot.marble~Lantern";

  /** One for all classes that inherit this; it ends with the process. */
  protected static final Vertx VERTX = Vertx.vertx();

  protected static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final Duration IMPATIENT = Duration.ofMillis(200);
  private static final int SMALL_BOUND = 100_000;

  protected final Workbench workbench = new Workbench(VERTX);
  protected FakeUpstream upstream;

  /** The provider under test. */
  protected abstract Provider provider(UpstreamClient client);

  /** A call to an upstream there, with {@link #KEY} as our key. */
  protected abstract Call call(String url, Duration timeout);

  /** Makes the upstream take a request and then keep us waiting for ever. */
  protected abstract void takeAndHang(FakeUpstream upstream);

  /** How many requests have come in when we wait. */
  protected abstract int requestsBeforeHanging();

  @BeforeEach
  void open() {
    upstream = new FakeUpstream(VERTX);
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void aRefusedConnectionIsAnUnreachableProvider() {
    upstream.close();

    var fault = faultOf(upstream.url());

    assertThat(fault.code()).isEqualTo(FaultCode.PROVIDER_UNREACHABLE);
    assertThat(fault.message()).as("callers read it").doesNotContain("127.0.0.1");
  }

  @Test
  void anUnknownNameIsAnUnreachableProvider() {
    assertThat(faultOf("http://nowhere.invalid").code()).isEqualTo(FaultCode.PROVIDER_UNREACHABLE);
  }

  @Test
  void aConnectionCutBeforeTheReplyIsAnUnreachableProvider() {
    upstream.onAnything(asked -> asked.request().connection().close());

    assertThat(fault().code()).isEqualTo(FaultCode.PROVIDER_UNREACHABLE);
  }

  @Test
  void aReplyCutInItsMiddleIsAnUnreachableProvider() {
    upstream.onAnything(
        asked ->
            asked
                .response()
                .setChunked(true)
                .write("{\"half\":")
                .onSuccess(sent -> asked.request().connection().close()));

    assertThat(fault().code()).isEqualTo(FaultCode.PROVIDER_UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "", "{'half':", "[1]", "null", "'text'", "{} {}"})
  void aReplyThatMakesNoSenseIsABrokenProvider(String reply) {
    upstream.onAnything(asked -> asked.answer(200, reply));

    assertThat(fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void aReplyWithoutEndIsABrokenProviderAndIsCut() throws Exception {
    upstream.onAnything(asked -> flood(asked.response().setChunked(true)));

    var fault = fault();

    assertThat(fault.code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
    assertThat(fault.message()).contains("more than the 100000 bytes");
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "302, PROVIDER_BROKEN",
    "400, PROVIDER_REJECTED",
    "401, PROVIDER_REFUSED_US",
    "403, PROVIDER_REFUSED_US",
    "408, PROVIDER_TIMED_OUT",
    "422, PROVIDER_REJECTED",
    "429, PROVIDER_BUSY",
    "500, PROVIDER_BROKEN",
    "503, PROVIDER_BUSY",
    "504, PROVIDER_TIMED_OUT"
  })
  void aStatusBecomesItsFault(int status, FaultCode code) {
    upstream.onAnything(asked -> asked.answer(status, "{}"));

    assertThat(fault().code()).isEqualTo(code);
  }

  @Test
  void redirectsAreNotFollowed() {
    upstream.onAnything(
        asked -> {
          asked.response().putHeader("location", upstream.url() + "/elsewhere");
          asked.answer(307, "{}");
        });

    fault();

    assertThat(upstream.lines()).hasSize(1);
  }

  @Test
  void aBusyProviderSaysHowLongToWait() {
    upstream.onAnything(
        asked -> {
          asked.response().putHeader("Retry-After", "7");
          asked.answer(429, "{}");
        });

    assertThat(fault().retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void aRejectionCarriesTheProvidersOwnWords() {
    upstream.onAnything(asked -> asked.answer(400, "{'error':{'message':'prompt is too long'}}"));

    assertThat(fault().message()).endsWith("prompt is too long");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 500})
  void noFaultTellsOurKey(int status) {
    upstream.onAnything(
        asked -> asked.answer(status, "{'error':{'message':'wrong key: " + KEY + "'}}"));

    assertThat(fault().message()).doesNotContain(KEY);
  }

  /** Whatever wraps it: what a caller is told must not be of use to them as our key. */
  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void aRejectionTellsTheProvidersWordsAndOurKeyInNoForm(int status) {
    var bytes = KEY.getBytes(StandardCharsets.UTF_8);
    var forms =
        List.of(
            KEY.replace("-", "%2D"),
            KEY.replace("of", "of\\n"),
            Base64.getEncoder().encodeToString(bytes),
            HexFormat.of().formatHex(bytes));
    upstream.onAnything(
        asked ->
            asked.answer(
                status,
                "{'error':{'message':'no cats; you sent " + String.join(", ", forms) + "'}}"));

    assertThat(fault().message())
        .endsWith(
            "(status %d): no cats; you sent [hidden], [hidden], [hidden], [hidden]"
                .formatted(status));
  }

  @Test
  void aSilentProviderTimesOutAndIsCut() throws Exception {
    upstream.onAnything(asked -> {});

    var fault = ((Outcome.Failed) run(IMPATIENT, upstream.url())).fault();

    assertThat(fault.code()).isEqualTo(FaultCode.PROVIDER_TIMED_OUT);
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void cancellingCutsTheConnection() throws Exception {
    takeAndHang(upstream);
    var running =
        provider(client(PATIENT))
            .run(call(upstream.url(), PATIENT))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    upstream.awaitRequests(requestsBeforeHanging());

    running.cancel();

    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
    await().until(() -> upstream.open() == 0);
  }

  @Test
  void aCancelCutsTheConnectionAndIsConfirmed() throws Exception {
    takeAndHang(upstream);
    var cancel = new CompletableFuture<Void>();
    var running =
        provider(client(PATIENT))
            .run(
                call(upstream.url(), PATIENT)
                    .cancelledBy(Uni.createFrom().emitter(e -> cancel.thenAccept(e::complete))))
            .subscribeAsCompletionStage();
    upstream.awaitRequests(requestsBeforeHanging());
    assertThat(running).isNotDone();

    cancel.complete(null);

    assertThat(running.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Outcome.Cancelled());
    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void anOwnKeyTakesThePlaceOfOurs() {
    upstream.onAnything(asked -> asked.answer(500, "{}"));

    withOwnKey(provider(client(PATIENT)));

    assertThat(upstream.asked())
        .isNotEmpty()
        .allSatisfy(
            asked ->
                assertThat(asked.request().headers().entries().toString())
                    .contains(OWN_KEY)
                    .doesNotContain(KEY));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 422, 500})
  void anOwnKeyThatTheUpstreamEchoesIsHidden(int status) {
    var inBase64 = Base64.getEncoder().encodeToString(OWN_KEY.getBytes(StandardCharsets.UTF_8));
    upstream.onAnything(
        asked -> {
          asked.response().putHeader("x-your-key", OWN_KEY);
          asked.answer(
              status,
              "{'error':{'message':'no: %s, %s','type':'%s'}}"
                  .formatted(OWN_KEY, inBase64, OWN_KEY));
        });

    var fault = withOwnKey(provider(client(PATIENT)));

    assertThat(fault.toString())
        .doesNotContain("Walrus", "Teapot", "marble", "Lantern", inBase64.substring(4, 20));
  }

  private Fault withOwnKey(Provider provider) {
    var call = call(upstream.url(), PATIENT);
    var route =
        provider
            .withKey(call.route(), new OwnKey(new UUID(0, 7), OWN_KEY, Optional.<URI>empty()))
            .orElseThrow();
    var own =
        new Call(
            call.request(), call.model(), route, call.attempt(), call.input(), call.utterance());
    return ((Outcome.Failed) provider.run(own).await().atMost(SOON)).fault();
  }

  @Test
  void callsShareConnections() {
    upstream.onAnything(asked -> asked.answer(500, "{}"));
    var provider = provider(client(PATIENT));

    for (int i = 0; i < 20; i++) {
      provider.run(call(upstream.url(), PATIENT)).await().atMost(SOON);
    }

    assertThat(upstream.asked().stream().map(FakeUpstream.Asked::clientPort).distinct())
        .hasSizeLessThan(10);
  }

  protected final UpstreamClient client(Duration callTimeout) {
    var bounds =
        new UpstreamBounds(
            Duration.ofSeconds(5), callTimeout, Duration.ofSeconds(30), 4, 1, 16, SMALL_BOUND);
    return new UpstreamClient(VERTX, workbench, bounds, new HttpClientOptions());
  }

  protected final Outcome run(Duration timeout, String url) {
    return provider(client(timeout)).run(call(url, timeout)).await().atMost(SOON);
  }

  private Fault fault() {
    return faultOf(upstream.url());
  }

  private Fault faultOf(String url) {
    return ((Outcome.Failed) run(PATIENT, url)).fault();
  }

  private static void flood(HttpServerResponse response) {
    response
        .write(Buffer.buffer(new byte[10_000]))
        .onSuccess(sent -> VERTX.runOnContext(next -> flood(response)));
  }
}
