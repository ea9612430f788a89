package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.account.AccountId;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Ledger;
import dev.millrace.api.testing.Wire;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever sends a submit again pays for it once. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class RepeatedSubmitIT {
  /** No status: the connection was cut off. */
  private static final int CUT = -1;

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BODY = "{\"hello\": \"world\"}";
  private static final long ECHO_HOLD = 100_000;

  @Inject Ledger ledger;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private Callers.Caller caller;

  @BeforeEach
  void anAccountWithOneDollar() {
    caller = Callers.with("1");
  }

  @Test
  void fiftyConcurrentSubmitsWithOneKeyAreOneRequest() throws IOException {
    var answers = fiftyAtOnce("key-1");

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 200)
        .hasSize(49)
        .allMatch(answer -> answer.headers().firstValue("Idempotency-Replayed").equals(of("true")));
    var ids = answers.stream().map(RepeatedSubmitIT::idOf).distinct().toList();
    assertThat(ids).hasSize(1);
    assertThat(ledger.requestsOf(caller.account())).hasSize(1);
    assertThat(ledger.heldBy(caller.account())).isEqualTo(ECHO_HOLD);
    assertThat(ledger.turnsOf(caller.account()))
        .extracting(turn -> turn.request().toString())
        .containsExactlyElementsOf(ids);
    assertThat(ledger.keysOf(caller.account())).hasSize(1);
  }

  @Test
  void aRepetitionTellsHowTheFirstStandsNow() {
    var first = named("k", BODY).then().statusCode(201).extract().jsonPath();
    caller.call().put("/local/echo/requests/" + first.getString("request_id") + "/cancel");

    named("k", BODY)
        .then()
        .statusCode(200)
        .header("Idempotency-Replayed", equalTo("true"))
        .header("x-modelrunner-request-id", equalTo(first.getString("request_id")))
        .body("request_id", equalTo(first.getString("request_id")))
        .body("status", equalTo("CANCELLED"))
        .body("status_url", equalTo(first.getString("status_url")))
        .body("queue_position", equalTo(0));
  }

  @Test
  void aKeyWithAnotherBodyOrModelIs422AndStoresNothing() {
    var id = named("k", BODY).then().statusCode(201).extract().jsonPath().getString("request_id");

    named("k", "{\"hello\": \"you\"}")
        .then()
        .statusCode(422)
        .header("x-should-retry", equalTo("false"))
        .body("details.code", equalTo("IDEMPOTENCY_KEY_REUSED"))
        .body("details.firstRequestId", equalTo(id));
    caller
        .call()
        .header("Idempotency-Key", "k")
        .body("{\"prompt\": \"a\"}")
        .post("/local/image")
        .then()
        .statusCode(422)
        .body("details.code", equalTo("IDEMPOTENCY_KEY_REUSED"));

    assertThat(ledger.requestsOf(caller.account())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Idempotency-Key", "X-Fal-Idempotency-Key", "idempotency-key"})
  void theKeyHasOtherNamesToo(String header) {
    var id = named("k", BODY).then().statusCode(201).extract().<String>path("request_id");

    caller
        .call()
        .header(header, "k")
        .body(BODY)
        .post("/local/echo")
        .then()
        .statusCode(200)
        .body("request_id", equalTo(id));
  }

  @Test
  void twoDifferentKeysAre400() {
    caller
        .call()
        .header("Idempotency-Key", "a")
        .header("X-Idempotency-Key", "b")
        .body(BODY)
        .post("/local/echo")
        .then()
        .statusCode(400)
        .body("error", containsString("X-Idempotency-Key"));
    assertThat(ledger.requestsOf(caller.account())).isEmpty();
  }

  @Test
  void aKeyOfOneAccountSaysNothingToAnother() {
    var id = named("k", BODY).then().statusCode(201).extract().<String>path("request_id");

    Callers.with("1")
        .call()
        .header("Idempotency-Key", "k")
        .body(BODY)
        .post("/local/echo")
        .then()
        .statusCode(201)
        .body("request_id", not(equalTo(id)));
  }

  @Test
  void aRefusedSubmitLeavesNoKeyBehind() {
    var poor = Callers.with("0.00005");

    for (int i = 0; i < 2; i++) {
      poor.call()
          .header("Idempotency-Key", "k")
          .body(BODY)
          .post("/local/echo")
          .then()
          .statusCode(402);
    }

    assertThat(ledger.keysOf(poor.account())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255})
  void aKeyOfItsLengthIsTaken(int length) {
    named("k".repeat(length), BODY).then().statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 10_000})
  void aKeyThatIsTooLongIs400(int length) {
    named("k".repeat(length), BODY)
        .then()
        .statusCode(400)
        .body("details.code", equalTo("MALFORMED"))
        .body("error", containsString("Idempotency-Key must have 1 to 255 visible ASCII"));
  }

  /** Above what we read of a header at all, in our words; above what HTTP reads, in its own. */
  @ParameterizedTest
  @ValueSource(ints = {20 << 10, 100 << 10})
  void aKeyAsLongAsABookIs431(int length) throws IOException {
    try (var wire = new Wire(port)) {
      var answer = wire.send(named(length)).receive();

      assertThat(answer.status()).as(answer.toString()).isEqualTo(431);
    }
    assertThat(ledger.requestsOf(caller.account())).isEmpty();
  }

  /**
   * The server answers 431 and hangs up while the caller still writes; whether the caller reads the
   * answer before it learns of that, the network decides.
   */
  @Test
  void aKeyOfAMegabyteIsCutOff() throws IOException {
    try (var wire = new Wire(port)) {
      assertThat(statusOrCut(wire, named(1 << 20))).isIn(431, CUT);
    }
    assertThat(ledger.requestsOf(caller.account())).isEmpty();
    named("k", BODY).then().statusCode(201);
  }

  private static int statusOrCut(Wire wire, String call) throws IOException {
    try {
      return wire.send(call).receive().status();
    } catch (SocketException cut) {
      return CUT;
    }
  }

  private String named(int length) {
    return "POST /local/echo HTTP/1.1\r\nHost: x\r\nAuthorization: Key %s\r\nIdempotency-Key: %s\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        .formatted(caller.key(), "k".repeat(length));
  }

  @Test
  void aClientLibrarysRetryGetsTheFirstRequest() {
    var first = counted(0, BODY).then().statusCode(201).extract().<String>path("request_id");

    counted(1, BODY)
        .then()
        .statusCode(200)
        .header("Idempotency-Replayed", equalTo("true"))
        .body("request_id", equalTo(first));
    counted(2, BODY).then().statusCode(200).body("request_id", equalTo(first));
    assertThat(ledger.requestsOf(caller.account())).hasSize(1);
  }

  @Test
  void aFreshSendingOfTheSameBodyIsANewRequestAndARetryBelongsToTheLatest() {
    var first = counted(0, BODY).then().statusCode(201).extract().<String>path("request_id");
    var second = counted(0, BODY).then().statusCode(201).extract().<String>path("request_id");

    counted(1, BODY).then().statusCode(200).body("request_id", equalTo(second));
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void aRetryOfWhatNeverArrivedIsANewRequest() {
    counted(2, BODY).then().statusCode(201).header("Idempotency-Replayed", nullValue());
    counted(1, "{\"hello\": \"you\"}").then().statusCode(201);
  }

  @Test
  void aRetryLongAfterTheFirstIsANewRequest() {
    counted(0, BODY).then().statusCode(201);
    ledger.run(
        "update idempotency_key set created_at = created_at - interval '10 minutes 1 second', day ="
            + " ((created_at - interval '10 minutes 1 second') at time zone 'UTC')::date where"
            + " account_id = $1",
        AccountId.of(caller.account()).value());

    counted(1, BODY).then().statusCode(201);
  }

  private List<HttpResponse<String>> fiftyAtOnce(String key) {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/local/echo"))
            .header("Authorization", "Key " + caller.key())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(BODY))
            .build();
    var calls =
        IntStream.range(0, 50)
            .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofString()))
            .toList();
    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
        .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
        .join();
    return calls.stream().map(CompletableFuture::join).toList();
  }

  private static String idOf(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body()).path("request_id").asText();
    } catch (IOException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  private static Optional<String> of(String value) {
    return Optional.of(value);
  }

  private Response named(String key, String body) {
    return caller.call().header("Idempotency-Key", key).body(body).post("/local/echo");
  }

  private Response counted(int retries, String body) {
    return caller.call().header("X-Stainless-Retry-Count", retries).body(body).post("/local/echo");
  }
}
