package dev.millrace.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.api.testing.Runs;
import dev.millrace.api.testing.Wire;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that are answered at once, in one piece. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class RunIT {
  private static final String CHAT = "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}";
  private static final String REPLY =
      "{'choices':[{'message':{'role':'assistant','content':'hi'},'finish_reason':'stop'}],"
          + "'usage':{'prompt_tokens':7,'completion_tokens':5,'total_tokens':12}}";

  @TestHTTPResource("/")
  URI url;

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void openUpstream() throws IOException {
    upstream = OneUpstream.afresh();
    runs = Runs.with("1");
  }

  @Test
  void aCallIsAnsweredWithItsOutputAndPaid() {
    var id =
        run("/run/local/echo", "{\"decimal\": 1.50, \"metadata\": {\"team\": \"a\"}}")
            .then()
            .statusCode(200)
            .header("x-millrace-request-id", hasLength(21))
            .header("x-millrace-cost", equalTo("0.0001"))
            .header("x-millrace-rate-card", startsWith("per_request-"))
            .body(equalTo("{\"decimal\":1.50}"))
            .extract()
            .header("x-millrace-request-id");

    var item = runs.settled();
    assertThat(item.getString("id")).isEqualTo(id);
    assertThat(item.getString("status")).isEqualTo("COMPLETED");
    assertThat(item.getBoolean("synchronous")).isTrue();
    assertThat(item.getString("billingStatus")).isEqualTo("charged");
    assertThat(item.getString("totalPrice")).isEqualTo("0.0001");
    assertThat(item.getString("metadata.team")).isEqualTo("a");
    assertThat(item.getString("endReason")).isNull();
    runs.hasLeft("0.9999");
  }

  @Test
  void theProvidersUsageIsWhatIsPaid() {
    upstream.on("POST /main/chat/completions", 200, REPLY);

    run("/run/test/chat", CHAT)
        .then()
        .statusCode(200)
        .header("x-millrace-cost", equalTo("0.017"))
        .body("choices[0].message.content", equalTo("hi"));

    assertThat(runs.settled().getInt("usage.inputTokens")).isEqualTo(7);
    runs.hasLeft("0.983");
  }

  @Test
  void withoutEnoughCreditNothingIsBegun() {
    var poor = Runs.with("0.00001");

    poor.caller()
        .call()
        .body(CHAT)
        .post("/run/test/chat")
        .then()
        .statusCode(402)
        .body("details.code", equalTo("INSUFFICIENT_BALANCE"))
        .body("details.needed", notNullValue())
        .body("details.available", equalTo("0.00001"));

    assertThat(upstream.asked()).isEmpty();
    assertThat(poor.known()).isZero();
    poor.hasLeft("0.00001");
  }

  @Test
  void anOutputThatDoesNotFitIsFree() {
    upstream.on("POST /main/chat/completions", 200, "{'choices': []}");

    run("/run/test/chat", CHAT)
        .then()
        .statusCode(422)
        .header("x-millrace-request-id", hasLength(21))
        .body("details.code", equalTo("INVALID_OUTPUT"))
        .body("details.validationErrors[0].path[0]", equalTo("choices"));

    var item = runs.settled();
    assertThat(item.getString("status")).isEqualTo("FAILED");
    assertThat(item.getString("billingStatus")).isEqualTo("failed");
    runs.hasLeft("1");
  }

  @Test
  void aProvidersBusyAnswerIsPassedOnWithItsPatience() {
    upstream.onAnything(
        asked -> {
          asked.response().putHeader("Retry-After", "30");
          asked.answer(429, "{}");
        });

    run("/run/test/chat", CHAT)
        .then()
        .statusCode(429)
        .header("Retry-After", equalTo("30"))
        .body("details.code", equalTo("PROVIDER_BUSY"));

    assertThat(upstream.lines()).hasSize(1);
    assertThat(runs.settled().getString("status")).isEqualTo("FAILED");
    runs.hasLeft("1");
  }

  @Test
  void aBrokenProviderIsTriedAgainAndThenFree() {
    upstream.on("POST /main/chat/completions", 500, "{}");

    run("/run/test/chat", CHAT)
        .then()
        .statusCode(502)
        .body("details.code", equalTo("PROVIDER_BROKEN"));

    assertThat(upstream.lines()).hasSize(2);
    runs.hasLeft("1");
  }

  @Test
  void aProviderThatTakesTooLongIsCutAndFree() throws Exception {
    upstream.onAnything(asked -> {});

    run("/run/test/hasty", CHAT)
        .then()
        .statusCode(504)
        .body("details.code", equalTo("PROVIDER_TIMED_OUT"));

    awaitNoneOpen();
    runs.hasLeft("1");
  }

  @Test
  void aCallerWhoLeavesCutsTheProviderAndPaysNothing() throws Exception {
    upstream.onAnything(asked -> {});
    try (var wire = call("/run/test/chat")) {
      upstream.awaitRequests(1);
      assertThat(upstream.open()).isEqualTo(1);
    }

    awaitNoneOpen();
    var item = runs.settled();
    assertThat(item.getString("status")).isEqualTo("CANCELLED");
    assertThat(item.getString("totalPrice")).isEqualTo("0");
    runs.hasLeft("1");
  }

  @Test
  void aCallerWhoLeavesBetweenAttemptsGetsNoFurtherOne() throws Exception {
    upstream.onAnything(
        asked -> {
          asked.response().putHeader("Retry-After", "2");
          asked.answer(503, "{}");
        });
    try (var wire = call("/run/test/chat")) {
      upstream.awaitRequests(1);
    }

    assertThat(runs.settled().getString("status")).isEqualTo("CANCELLED");
    assertThat(upstream.lines()).hasSize(1);
    runs.hasLeft("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/run/local/echo | {\"webhook\": \"https://example.org\"} | 400 | MALFORMED",
        "/run/local/echo?fal_webhook=x | {} | 400 | MALFORMED",
        "/run/local/echo | {\"public\": true} | 400 | MALFORMED",
        "/run/local/echo | [1] | 400 | MALFORMED",
        "/run/local/echo | {\"a\": 1, \"a\": 2} | 400 | MALFORMED",
        "/run/local/none | {} | 404 | MODEL_UNKNOWN",
        "/run/test/chat | {} | 422 | INVALID_INPUT",
        "/run/test/free-of-price | {\"messages\": []} | 403 | MODEL_UNPRICED"
      })
  void whatCannotBeRunIsRefused(String path, String body, int status, String code) {
    run(path, body).then().statusCode(status).body("details.code", equalTo(code));

    assertThat(runs.known()).isZero();
  }

  @Test
  void headersThatCannotBeKeptAreRefused() {
    runs.caller()
        .call()
        .header("Idempotency-Key", "k")
        .body("{}")
        .post("/run/local/echo")
        .then()
        .statusCode(400)
        .body("error", containsString("kept by the queue alone"));
    runs.caller()
        .call()
        .header("Accept", "text/html")
        .body("{}")
        .post("/run/local/echo")
        .then()
        .statusCode(406);
    runs.caller()
        .call()
        .contentType("text/plain")
        .body("{}")
        .post("/run/local/echo")
        .then()
        .statusCode(415);
    io.restassured.RestAssured.given()
        .contentType("application/json")
        .body("{}")
        .post("/run/local/echo")
        .then()
        .statusCode(401);
  }

  @Test
  void theQueuesRoutesKnowItAsARequestThatHasEnded() {
    var id = run("/run/local/echo", "{\"a\": 1}").header("x-millrace-request-id");
    runs.settled();
    var path = "/local/echo/requests/" + id;

    runs.caller().call().get(path).then().statusCode(200).body("output.a", equalTo(1));
    runs.caller()
        .call()
        .get(path + "/status")
        .then()
        .statusCode(200)
        .body("status", equalTo("COMPLETED"))
        .body("queue_position", equalTo(0));
    runs.caller().call().put(path + "/cancel").then().body("status", equalTo("COMPLETED"));
    runs.caller()
        .call()
        .get("/requests/" + id)
        .then()
        .statusCode(200)
        .body("synchronous", equalTo(true))
        .body("usage.outputs", equalTo(1))
        .body("attempts[0].route", equalTo("local"));
    runs.caller()
        .call()
        .post("/requests/" + id + "/retry")
        .then()
        .statusCode(201)
        .body("status", equalTo("IN_QUEUE"));
  }

  @Test
  void whatIsNotToBeStoredIsNot() {
    runs.caller()
        .call()
        .header("X-Modelrunner-Store-IO", "0")
        .body("{\"secret\": 1}")
        .post("/run/local/echo")
        .then()
        .statusCode(200);

    assertThat(runs.settled().getBoolean("stored")).isFalse();
    assertThat(runs.settled().getString("input.secret")).isNull();
  }

  private Response run(String path, String body) {
    return runs.caller().call().body(body).post(path);
  }

  /** A call whose answer nobody reads. */
  private Wire call(String path) throws IOException {
    return new Wire(url.getPort())
        .send(
            "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key %s\r\n"
                    .formatted(path, runs.caller().key())
                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(CHAT.length(), CHAT));
  }

  private void awaitNoneOpen() {
    await().until(() -> upstream.open() == 0);
  }
}
