package dev.millrace.provider.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.deployment.SecretsConfig;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.ForeignAddresses;
import dev.millrace.reach.ResolvingGuard;
import dev.millrace.testing.Settings;
import dev.millrace.vault.KeyTester;
import dev.millrace.vault.KeyTester.Asked;
import dev.millrace.vault.KeyTester.Listed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpKeyTesterTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SECRET = "sk-very-secret-0123456789";

  private static final Vertx VERTX = Vertx.vertx();
  private static final FakeUpstream UPSTREAM = new FakeUpstream(VERTX);

  private final FakeUpstream upstream = UPSTREAM;

  @BeforeEach
  void nobodyHasCalledYet() {
    upstream.forget();
  }

  @AfterAll
  static void close() {
    UPSTREAM.close();
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private KeyTester tester(Map<String, String> settings) {
    var values = new HashMap<String, String>();
    settings.forEach((name, value) -> values.put("millrace.secrets." + name, value));
    var config = Settings.of(SecretsConfig.class, values);
    var targets =
        new ResolvingGuard(
            name -> Uni.createFrom().item(List.of(InetAddress.getLoopbackAddress())));
    return new HttpKeyTester(
        VERTX, new Workbench(VERTX), new ForeignAddresses(targets, config.allowPrivate()), config);
  }

  /** Where the private network may be called. */
  private KeyTester tester() {
    return tester(Map.of("allow-private", "true", "test-within", "PT2S"));
  }

  private Asked own(String secret) {
    return new Asked("openai-compatible", Optional.of(URI.create(upstream.url() + "/v1")), secret);
  }

  private static <T> T wait(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, /models, Authorization, Bearer ",
    "groq, /models, Authorization, Bearer ",
    "openrouter, /key, Authorization, Bearer ",
    "anthropic, /v1/models?limit=1000, X-Api-Key, ''",
    "google, /v1beta/models?pageSize=1000, X-Goog-Api-Key, ''",
    "fal, /models/pricing?endpoint_id=fal-ai/flux/dev, Authorization, Key ",
    "replicate, /account, Authorization, Bearer "
  })
  void eachProviderIsAskedInItsOwnWay(String provider, String path, String header, String scheme) {
    upstream.on("GET " + path, 200, "{}");
    var tester = tester(Map.of("provider-urls." + provider, upstream.url()));

    var verdict = wait(tester.test(new Asked(provider, Optional.empty(), SECRET)));

    assertThat(verdict.valid()).isTrue();
    assertThat(verdict.status()).isEqualTo(200);
    assertThat(upstream.asked().getFirst().request().getHeader(header))
        .isEqualTo(scheme.isEmpty() ? SECRET : scheme.strip() + " " + SECRET);
  }

  @Test
  void aKeyThatTheProviderRejectsIsNotValidAndIsNotShown() {
    upstream.on(
        "GET /v1/models",
        401,
        "{'error': {'message': 'Incorrect API key provided: %s.'}}".formatted(SECRET));

    var verdict = wait(tester().test(own(SECRET)));

    assertThat(verdict.valid()).isFalse();
    assertThat(verdict.status()).isEqualTo(401);
    assertThat(verdict.message())
        .startsWith("The provider refuses the key (status 401): Incorrect API key provided")
        .doesNotContain("secret-0123456789");
  }

  @Test
  void googleSaysByBadRequestThatAKeyIsWrong() {
    upstream.on(
        "GET /v1beta/models?pageSize=1000", 400, "{'error': {'message': 'API key not valid.'}}");
    var tester = tester(Map.of("provider-urls.google", upstream.url()));

    var verdict = wait(tester.test(new Asked("google", Optional.empty(), SECRET)));

    assertThat(verdict.valid()).isFalse();
    assertThat(verdict.message())
        .isEqualTo("The provider refuses the call (status 400): API key not valid.");
  }

  @ParameterizedTest
  @CsvSource({
    "500, PROVIDER_BROKEN",
    "302, PROVIDER_BROKEN",
    "429, PROVIDER_BUSY",
    "504, PROVIDER_TIMED_OUT"
  })
  void aProviderThatSaysNothingOfTheKeyIsAFault(int status, FaultCode code) {
    upstream.on("GET /v1/models", status, "{}");

    assertFault(tester().test(own(SECRET)), code);
  }

  @Test
  void aRedirectIsNotFollowed() {
    upstream.on(
        "GET /v1/models",
        asked ->
            asked
                .response()
                .setStatusCode(307)
                .putHeader("location", upstream.url() + "/elsewhere")
                .end());

    assertFault(tester().test(own(SECRET)), FaultCode.PROVIDER_BROKEN);
    assertThat(upstream.lines()).containsExactly("GET /v1/models");
  }

  @Test
  void aProviderThatDoesNotAnswerIsNotWaitedForLong() {
    upstream.on("GET /v1/models", asked -> {});
    var tester = tester(Map.of("allow-private", "true", "test-within", "PT0.2S"));

    assertFault(tester.test(own(SECRET)), FaultCode.PROVIDER_TIMED_OUT);
  }

  @Test
  void aProviderThatIsAwayIsAFault() {
    var nobody = new FakeUpstream(VERTX);
    nobody.close();
    var url = URI.create(nobody.url());

    assertFault(
        tester().test(new Asked("openai-compatible", Optional.of(url), SECRET)),
        FaultCode.PROVIDER_UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9/v1",
        "https://127.0.0.1/v1",
        "https://10.1.2.3/v1",
        "https://169.254.169.254/v1",
        "https://[::1]/v1",
        "https://localhost/v1",
        "https://models.example.com/v1"
      })
  void thePrivateNetworkIsNotCalled(String url) {
    var tester = tester(Map.of());

    assertThat(wait(tester.problem(url))).isPresent();
    assertFault(
        tester.test(new Asked("openai-compatible", Optional.of(URI.create(url)), SECRET)),
        FaultCode.URL_FORBIDDEN);
    assertFault(
        tester.models(new Asked("openai-compatible", Optional.of(URI.create(url)), SECRET)),
        FaultCode.URL_FORBIDDEN);
  }

  @Test
  void theCallGoesWhereItsNameWasFoundToLead() {
    upstream.on("GET /v1/models", 200, "{}");
    var port = URI.create(upstream.url()).getPort();
    var url = URI.create("http://no-such-name.example.com:%d/v1".formatted(port));

    var verdict = wait(tester().test(new Asked("openai-compatible", Optional.of(url), SECRET)));

    assertThat(verdict.valid()).isTrue();
    assertThat(upstream.asked().getFirst().request().getHeader("host"))
        .isEqualTo("no-such-name.example.com:" + port);
  }

  @Test
  void modelsAreListedInTheServersOrderEachOnce() {
    upstream.on(
        "GET /v1/models",
        200,
        "{'object': 'list', 'data': [{'id': 'b', 'owned_by': 'me'}, {'id': 'a'}, {'id': 'b'}, {'id': 7}, {'id': ''}]}");

    assertThat(wait(tester().models(own(SECRET))))
        .containsExactly(new Listed("b", Optional.of("me")), new Listed("a", Optional.empty()));
  }

  @Test
  void googlesModelsLoseTheirPrefix() {
    upstream.on(
        "GET /v1beta/models?pageSize=1000", 200, "{'models': [{'name': 'models/gemini-x'}]}");
    var tester = tester(Map.of("provider-urls.google", upstream.url()));

    assertThat(wait(tester.models(new Asked("google", Optional.empty(), SECRET))))
        .extracting(Listed::id)
        .containsExactly("gemini-x");
  }

  @Test
  void noMoreThanAThousandModelsAreTaken() {
    var many =
        IntStream.range(0, 1100)
            .mapToObj("{'id': '%d'}"::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    upstream.on("GET /v1/models", 200, many);

    assertThat(wait(tester().models(own(SECRET)))).hasSize(1000);
  }

  @Test
  void aReplyWithoutEndIsCut() {
    upstream.on("GET /v1/models", 200, "[\"%s\"]".formatted("x".repeat(5 * 1024 * 1024)));

    assertFault(tester().models(own(SECRET)), FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void whatIsNoListIsAFault() {
    upstream.on("GET /v1/models", 200, "{'hello': 'world'}");

    assertFault(tester().models(own(SECRET)), FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void aKeyThatOpensNothingListsNothing() {
    upstream.on("GET /v1/models", 403, "{'error': 'no %s'}".formatted(SECRET));

    assertThatThrownBy(() -> wait(tester().models(own(SECRET))))
        .isInstanceOfSatisfying(
            FaultException.class,
            failure -> assertThat(failure.fault().code()).isEqualTo(FaultCode.PROVIDER_REJECTED))
        .hasMessageNotContaining("secret-0123456789");
  }

  @Test
  void aProviderThatNobodyKnowsIsNotAsked() {
    assertFault(
        Uni.createFrom()
            .deferred(() -> tester().test(new Asked("deepseek", Optional.empty(), SECRET))),
        FaultCode.INVALID_INPUT);
    assertFault(
        Uni.createFrom()
            .deferred(() -> tester().models(new Asked("fal", Optional.empty(), SECRET))),
        FaultCode.INVALID_INPUT);
  }

  @Test
  void whoIsAskedIsToldWithoutTheKey() {
    assertThat(own(SECRET).toString()).doesNotContain(SECRET);
  }

  private static void assertFault(Uni<?> uni, FaultCode code) {
    assertThatThrownBy(() -> wait(uni))
        .isInstanceOfSatisfying(
            FaultException.class, failure -> assertThat(failure.fault().code()).isEqualTo(code));
  }
}
