package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Endings;
import dev.millrace.api.testing.Ledger;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a submit says beside its input, and how long its caller waits. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class SubmitTermsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String HOOK = "https://93.184.216.34/hook";

  @Inject Endings endings;
  @Inject Ledger ledger;

  private Callers.Caller caller;

  @BeforeEach
  void anAccountWithOneDollar() {
    caller = Callers.with("1");
  }

  @Test
  void aWebhookIsKeptAndEchoedOnceWithItsUsualEvents() {
    var id =
        submit("{\"webhook\": \"" + HOOK + "\"}")
            .then()
            .statusCode(201)
            .body("webhook", equalTo(HOOK))
            .body("webhook_events_filter", contains("completed"))
            .body("status", equalTo("IN_QUEUE"))
            .extract()
            .<String>path("request_id");

    caller
        .call()
        .get("/local/echo/requests/" + id + "/status")
        .then()
        .body("$", not(hasKey("webhook")))
        .body("$", not(hasKey("webhook_events_filter")));
    assertThat(row().getString("webhook_url")).isEqualTo(HOOK);
    assertThat(row().getArrayOfStrings("webhook_events")).containsExactly("completed");
  }

  @Test
  void aSubmitWithoutAWebhookEchoesNone() {
    submit("{}").then().statusCode(201).body("$", not(hasKey("webhook")));
  }

  @Test
  void theEventsOfAWebhookCanBeChosen() {
    submit(
            "{\"webhook\": \"%s\", \"webhook_events_filter\": [\"start\", \"completed\", \"start\"]}"
                .formatted(HOOK))
        .then()
        .statusCode(201)
        .body("webhook_events_filter", contains("start", "completed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://93.184.216.34/hook",
        "https://user:secret@93.184.216.34/hook",
        "https://169.254.169.254/latest",
        "no address",
        ""
      })
  void aWebhookThatMayNotBeCalledIs400AndStoresNothing(String url) {
    submit("{\"webhook\": \"" + url + "\"}")
        .then()
        .statusCode(400)
        .body("details.code", equalTo("MALFORMED"))
        .body("error", containsString("webhook"));
    assertThat(ledger.requestsOf(caller.account())).isEmpty();
  }

  @Test
  void theReservedKeysNeverReachTheModel() {
    submit(
            "{\"a\": 1, \"public\": true, \"webhook\": \"%s\", \"metadata\": {\"b\": \"c\"}}"
                .formatted(HOOK))
        .then()
        .statusCode(201);

    var input =
        ledger
            .run("select body from request_payload where request_id = $1", row().getUUID("id"))
            .getFirst();
    assertThat(input.getString("body")).isEqualTo("{\"a\":1}");
    assertThat(row().getBoolean("public")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "false, false", "true, true", "FALSE, false", "TRUE, true"})
  void whetherPayloadsAreStoredIsKept(String said, boolean stored) {
    with("X-Modelrunner-Store-IO", said).then().statusCode(201);

    assertThat(row().getBoolean("stored")).isEqualTo(stored);
  }

  @Test
  void deadlinesAreKeptFromTheTimeOfTheSubmit() {
    caller
        .call()
        .header("X-Millrace-Start-Within", "30")
        .header("X-Millrace-Finish-Within", "90.5")
        .body("{}")
        .post("/local/echo")
        .then()
        .statusCode(201);

    var created = row().getOffsetDateTime("created_at");
    assertThat(between(created, "start_by")).isEqualTo(Duration.ofSeconds(30));
    assertThat(between(created, "finish_by")).isEqualTo(Duration.ofMillis(90_500));
  }

  private Duration between(OffsetDateTime created, String column) {
    return Duration.between(created, row().getOffsetDateTime(column));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Modelrunner-Queue-Priority", "x-fal-queue-priority"})
  void thePriorityHasTwoNamesAndAnyCase(String header) {
    with(header, "LOW").then().statusCode(201);

    assertThat(row().getString("lane")).isEqualTo("low");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Modelrunner-Queue-Priority | urgent",
        "X-Modelrunner-Store-IO | yes",
        "X-Modelrunner-Store-IO | True",
        "X-Millrace-Start-Within | 0",
        "X-Millrace-Start-Within | -1",
        "X-Millrace-Finish-Within | soon",
        "X-Millrace-Finish-Within | 604801",
        "X-Modelrunner-Object-Lifecycle-Preference | {\"initial_acl\": {}}",
        "X-Modelrunner-Object-Lifecycle-Preference | {\"expiration_duration_seconds\": 59}"
      })
  void aHeaderThatIsNotUnderstoodIs400AndNamed(String header, String value) {
    with(header, value)
        .then()
        .statusCode(400)
        .header("x-should-retry", equalTo("false"))
        .body("details.code", equalTo("MALFORMED"))
        .body("error", containsString(header + " must be"));
    assertThat(ledger.requestsOf(caller.account())).isEmpty();
  }

  @Test
  void aCallerWhoWaitsIsAnsweredWhenTheRequestEnds() {
    var answer = waiting("10");
    var id = theOnlyRequest();

    endings.end(id, new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, "no pictures of cats")));

    answered(answer)
        .then()
        .statusCode(201)
        .header("Preference-Applied", equalTo("wait=10"))
        .body("request_id", equalTo(id.toString()))
        .body("status", equalTo("FAILED"))
        .body("error", equalTo("no pictures of cats"))
        .body("error_type", equalTo("PROVIDER_REJECTED"))
        .body("queue_position", equalTo(0));
  }

  @Test
  void aWaitThatIsOverSaysHowItStandsAndLooksLikeNoSuccess() {
    with("Prefer", "respond-async, wait=1")
        .then()
        .statusCode(201)
        .header("Preference-Applied", equalTo("wait=1"))
        .body("status", equalTo("IN_QUEUE"))
        .body("queue_position", greaterThanOrEqualTo(1))
        .body("$", not(hasKey("output")));
  }

  @Test
  void whoDoesNotWaitIsToldNothingOfWaiting() {
    with("Prefer", "return=minimal")
        .then()
        .statusCode(201)
        .header("Preference-Applied", nullValue());
  }

  private CompletableFuture<Response> waiting(String seconds) {
    return CompletableFuture.supplyAsync(() -> with("Prefer", "wait=" + seconds));
  }

  private static Response answered(CompletableFuture<Response> answer) {
    return answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }

  private RequestId theOnlyRequest() {
    Awaitility.await().atMost(SOON).until(() -> ledger.requestsOf(caller.account()).size() == 1);
    return new RequestId(row().getUUID("id"));
  }

  private Row row() {
    return ledger.requestsOf(caller.account()).getFirst();
  }

  private Response submit(String body) {
    return caller.call().body(body).post("/local/echo");
  }

  private Response with(String header, String value) {
    return caller.call().header(header, value).body("{}").post("/local/echo");
  }
}
