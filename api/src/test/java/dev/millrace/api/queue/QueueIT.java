package dev.millrace.api.queue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Recall;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue's face over HTTP. There is no worker here: the test settles what it has claimed. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class QueueIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String UNKNOWN_ID =
      RequestId.next(Instant.EPOCH, new java.util.Random(1)).toString();

  @Inject RequestQueue queue;
  @Inject Pool pool;

  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  private String key;

  @BeforeEach
  void anAccountWithOneDollar() {
    key = accountWith("1");
  }

  @Test
  void aSubmitIsAnsweredWithAllThatClientsRead() {
    caller()
        .body("{\"hello\": \"world\"}")
        .post("/local/echo")
        .then()
        .statusCode(201)
        .header("x-modelrunner-request-id", hasLength(21))
        .body("request_id", hasLength(21))
        .body("status", equalTo("IN_QUEUE"))
        .body("queue_position", greaterThanOrEqualTo(1))
        .body("eta_seconds", nullValue())
        .body("logs", nullValue())
        .body("status_url", containsString("/local/echo/requests/"))
        .body("keySet()", hasItems("response_url", "cancel_url", "metrics", "eta_seconds", "logs"));
  }

  @Test
  void theResultOfACompletedRequestHasItsOutputAndPrice() {
    var id = submitted("{\"decimal\": 1.50, \"metadata\": {\"team\": \"a\"}}");
    var claim = claimed(id);

    settle(
        claim,
        new Verdict.Complete(
            "{\"decimal\":1.50}",
            List.of(),
            Money.parse("0.0001"),
            Usage.ofOutputs(0, Duration.ofMillis(7))));

    var result = caller().get("/local/echo/requests/" + id);
    assertThat(result.statusCode()).isEqualTo(200);
    assertThat(result.asString())
        .contains("\"output\":{\"decimal\":1.50}")
        .contains("\"input\":{\"decimal\":1.50}");
    result
        .then()
        .body("status", equalTo("COMPLETED"))
        .body("billingStatus", equalTo("charged"))
        .body("totalPrice", equalTo("0.0001"))
        .body("inferenceTime", equalTo(7))
        .body("metadata.team", equalTo("a"));
    caller()
        .get("/billing/balance")
        .then()
        .body("balance", equalTo("0.9999"))
        .body("held", equalTo("0"));
  }

  @Test
  void theResultOfAFailedRequestIs422WithItsFaultAndFree() {
    var id = submitted("{}");

    settle(
        claimed(id),
        new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, "no pictures of cats")));

    caller()
        .get("/local/echo/requests/" + id)
        .then()
        .statusCode(422)
        .header("x-should-retry", equalTo("false"))
        .body("status", equalTo("FAILED"))
        .body("error", equalTo("no pictures of cats"))
        .body("details.code", equalTo("PROVIDER_REJECTED"))
        .body("billingStatus", equalTo("failed"));
    caller()
        .get("/local/echo/requests/" + id + "/status")
        .then()
        .statusCode(200)
        .body("status", equalTo("FAILED"));
    caller().get("/billing/balance").then().body("available", equalTo("1"));
  }

  @Test
  void aResultAskedForTooSoonIs409AndSaysWhenToComeBack() {
    var id = submitted("{}");

    caller()
        .get("/local/echo/requests/" + id)
        .then()
        .statusCode(409)
        .header("Retry-After", equalTo("1"))
        .body("details.code", equalTo("NOT_FINISHED"));
  }

  @Test
  void aQueuedRequestIsCancelledAtOnceAndItsHoldReleased() {
    var id = submitted("{}");

    caller()
        .put("/local/echo/requests/" + id + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("CANCELLED"));

    assertThat(
            queue
                .claim(new WorkerId(UUID.randomUUID()), List.of(idOf(id)), Instant.now())
                .await()
                .atMost(SOON))
        .isEmpty();
    caller()
        .get("/local/echo/requests/" + id)
        .then()
        .statusCode(422)
        .body("details.code", equalTo("CANCELLED"));
    caller()
        .get("/billing/balance")
        .then()
        .body("available", equalTo("1"))
        .body("held", equalTo("0"));
  }

  @Test
  void cancellingARunningRequestAsksItsWorkerAndAnEndedOneStays() {
    var id = submitted("{}");
    var worker = new WorkerId(UUID.randomUUID());
    var claim =
        queue.claim(worker, List.of(idOf(id)), Instant.now()).await().atMost(SOON).getFirst();

    caller()
        .get("/local/echo/requests/" + id + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("IN_PROGRESS"));

    assertThat(queue.recalls(worker, List.of(claim.id())).await().atMost(SOON))
        .containsExactly(new Recall(claim.id(), Recall.Reason.CANCELLED));
    settle(
        claim,
        new Verdict.Complete("{}", List.of(), Money.ZERO, Usage.ofOutputs(0, Duration.ZERO)));
    caller()
        .put("/local/echo/requests/" + id + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("COMPLETED"));
  }

  @Test
  void anInputThatDoesNotFitNamesEachFieldAndStoresNothing() {
    long before = requests();

    caller()
        .body("{\"width\": 1, \"colour\": \"red\"}")
        .post("/local/image")
        .then()
        .statusCode(422)
        .body("details.code", equalTo("INVALID_INPUT"))
        .body("details.validationErrors.instancePath", hasItems("/prompt", "/width", "/colour"))
        .body("details.validationErrors.find { it.code == 'required' }.path", contains("prompt"));

    assertThat(requests()).isEqualTo(before);
  }

  @Test
  void aPriceAboveTheAvailableCreditIs402WithBothAmountsAndStoresNothing() {
    var poor = accountWith("0.00005");
    long before = requests();

    callerWith(poor)
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/local/echo")
        .then()
        .statusCode(402)
        .body("details.code", equalTo("INSUFFICIENT_BALANCE"))
        .body("details.needed", equalTo("0.0001"))
        .body("details.available", equalTo("0.00005"));

    assertThat(requests()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1]",
        "null",
        "\"text\"",
        "{\"a\": 1} trailing",
        "{\"a\": 1, \"a\": 2}",
        "{\"metadata\": {\"a\": 1}}",
        "{\"metadata\": []}",
        "{\"webhook\": 1}",
        "{\"webhook_events_filter\": [\"start\"]}",
        "{\"webhook\": \"https://93.184.216.34/\", \"webhook_events_filter\": []}",
        "{\"webhook\": \"https://93.184.216.34/\", \"webhook_events_filter\": [\"end\"]}",
        "{\"public\": \"true\"}"
      })
  void aBodyThatIsNoSubmitIs400AndStoresNothing(String body) {
    long before = requests();

    caller()
        .body(body)
        .post("/local/echo")
        .then()
        .statusCode(400)
        .body("details.code", equalTo("MALFORMED"));

    assertThat(requests()).isEqualTo(before);
  }

  @Test
  void aBodyOfElevenMebibytesIs413AndStoresNothing() {
    long before = requests();

    caller()
        .body("{\"a\": \"" + "x".repeat(11 << 20) + "\"}")
        .post("/local/echo")
        .then()
        .statusCode(413)
        .body("details.code", equalTo("BODY_TOO_LARGE"));

    assertThat(requests()).isEqualTo(before);
  }

  @Test
  void aLargeBodyIsServedAsASmallOneIs() {
    caller()
        .body("{\"a\": \"" + "é".repeat(2 << 20) + "\"}")
        .post("/local/echo")
        .then()
        .statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/local/nothing", "/nobody/echo", "/local/echo/more", "/LOCAL/echo"})
  void anUnknownModelIs404(String path) {
    caller()
        .body("{}")
        .post(path)
        .then()
        .statusCode(404)
        .body("details.code", equalTo("MODEL_UNKNOWN"));
  }

  @Test
  void anUnknownAForeignAndAMisspeltIdLookAlike() {
    var foreign = submitted("{}");
    var stranger = accountWith("1");

    for (var id : List.of(foreign, UNKNOWN_ID, "short", "x".repeat(21))) {
      for (var path :
          List.of(
              "/local/echo/requests/%s",
              "/local/echo/requests/%s/status", "/local/echo/requests/%s/cancel", "/requests/%s")) {
        callerWith(stranger)
            .get(path.formatted(id))
            .then()
            .statusCode(404)
            .body("details.code", equalTo("NOT_FOUND"));
      }
    }
    caller()
        .get("/local/echo/requests/" + foreign + "/status")
        .then()
        .body("status", equalTo("IN_QUEUE"));
  }

  @Test
  void aSubmitWithoutAKeyIs401AndStoresNothing() {
    long before = requests();

    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/local/echo")
        .then()
        .statusCode(401)
        .body("details.code", equalTo("KEY_MISSING"));

    assertThat(requests()).isEqualTo(before);
  }

  @Test
  void aSubmitThatIsNotJsonByItsTypeIs415() {
    callerWith(key).contentType("text/plain").body("{}").post("/local/echo").then().statusCode(415);
  }

  @Test
  void aPriorityThatIsNoneIs400() {
    caller()
        .header("X-Modelrunner-Queue-Priority", "urgent")
        .body("{}")
        .post("/local/echo")
        .then()
        .statusCode(400);
    caller()
        .header("X-Modelrunner-Queue-Priority", "low")
        .body("{}")
        .post("/local/echo")
        .then()
        .statusCode(201);
  }

  private String submitted(String body) {
    return caller()
        .body(body)
        .post("/local/echo")
        .then()
        .statusCode(201)
        .extract()
        .path("request_id");
  }

  private Claim claimed(String id) {
    return queue
        .claim(new WorkerId(UUID.randomUUID()), List.of(idOf(id)), Instant.now())
        .await()
        .atMost(SOON)
        .getFirst();
  }

  private void settle(Claim claim, Verdict verdict) {
    var settled =
        queue
            .settle(List.of(new Verdict.Of(claim, "local", verdict, Instant.now())))
            .await()
            .atMost(SOON);
    assertThat(settled.getFirst().applied()).isTrue();
  }

  private long requests() {
    return pool.query("select count(*) as n from request")
        .execute()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .iterator()
        .next()
        .getLong("n");
  }

  private String accountWith(String credit) {
    return given()
        .header("Authorization", "Key " + adminKey)
        .contentType(ContentType.JSON)
        .body("{\"name\": \"test\", \"plan\": \"ultra\", \"credit\": \"%s\"}".formatted(credit))
        .post("/admin/accounts")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  private RequestSpecification caller() {
    return callerWith(key).contentType(ContentType.JSON);
  }

  private static RequestSpecification callerWith(String key) {
    return given().header("Authorization", "Key " + key);
  }

  private static RequestId idOf(String id) {
    return RequestId.parse(id).orElseThrow();
  }
}
