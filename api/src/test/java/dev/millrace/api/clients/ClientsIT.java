package dev.millrace.api.clients;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Endings;
import dev.millrace.api.testing.Ledger;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each quirk, met by the client that has it. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ClientsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Verdict DONE =
      new Verdict.Complete(
          "{\"hello\":\"world\"}",
          List.of(),
          Money.ZERO,
          Usage.ofOutputs(0, Duration.ofMillis(5)));

  @Inject Endings endings;
  @Inject Ledger ledger;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private Callers.Caller caller;

  @BeforeEach
  void anAccountWithOneDollar() {
    caller = Callers.with("1");
  }

  @Test
  void theClientOfFalSeesEveryEndAndTheReasonOfEachFailure() throws IOException {
    Npm.install();
    var completed = submitted();
    var failed = submitted();
    var expired = submitted();
    var cancelled = submitted();
    var queued = submitted();
    end(completed, DONE);
    end(failed, new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, "no pictures of cats")));
    end(expired, new Verdict.Fail(Fault.of(FaultCode.DEADLINE_EXCEEDED, "not started in time")));
    caller.call().put("/local/echo/requests/" + cancelled + "/cancel").then().statusCode(200);

    var seen =
        JSON.readTree(
            Npm.node(
                "fal.mjs",
                List.of(
                    base(),
                    caller.key(),
                    "completed=" + completed,
                    "failed=" + failed,
                    "expired=" + expired,
                    "cancelled=" + cancelled,
                    "queued=" + queued)));

    assertThat(seen.at("/completed/followed/value/status").asText()).isEqualTo("COMPLETED");
    assertThat(seen.at("/completed/followed/value/error").isMissingNode()).isTrue();
    assertThat(seen.at("/completed/result/value/data/output/hello").asText()).isEqualTo("world");
    assertThat(seen.at("/completed/result/value/requestId").asText()).isEqualTo(completed);

    assertEnded(seen.path("failed"), failed, 422, "provider_rejected", "no pictures of cats");
    assertEnded(seen.path("expired"), expired, 504, "request_timeout", "not started in time");
    assertThat(seen.at("/cancelled/followed/value/status").asText()).isEqualTo("COMPLETED");
    assertThat(seen.at("/cancelled/result/error/status").asInt()).isEqualTo(499);
    assertThat(seen.at("/cancelled/result/error/body/error_type").asText())
        .isEqualTo("client_cancelled");

    assertThat(seen.at("/queued/result/error/status").asInt()).isEqualTo(400);
    assertThat(seen.at("/queued/result/error/message").asText()).contains("IN_QUEUE");

    // Nothing of this was tried twice: what is final looks final.
    for (var id : List.of(failed, expired, cancelled, queued)) {
      assertThat(seen.at("/calls").path("GET /local/echo/requests/" + id).asInt()).isEqualTo(1);
    }
  }

  private static void assertEnded(
      JsonNode seen, String id, int status, String type, String message) {
    assertThat(seen.at("/followed/value/status").asText()).isEqualTo("COMPLETED");
    assertThat(seen.at("/followed/value/error").asText()).isEqualTo(message);
    assertThat(seen.at("/followed/value/error_type").asText()).isEqualTo(type);
    var error = seen.at("/result/error");
    assertThat(error.path("status").asInt()).isEqualTo(status);
    assertThat(error.path("message").asText()).isEqualTo(message);
    assertThat(error.path("requestId").asText()).isEqualTo(id);
    assertThat(error.at("/body/detail").asText()).isEqualTo(message);
    assertThat(error.at("/body/error_type").asText()).isEqualTo(type);
  }

  @Test
  void theClientOfFalSubmitsWithAllThatItSendsBesideTheInput() throws IOException {
    Npm.install();

    var seen = JSON.readTree(Npm.node("fal.mjs", List.of(base(), caller.key())));

    assertThat(seen.at("/submitted/value/status").asText()).isEqualTo("IN_QUEUE");
    var row = ledger.requestsOf(caller.account()).getFirst();
    assertThat(row.getString("lane")).isEqualTo("low");
    assertThat(row.getBoolean("stored")).isFalse();
    assertThat(row.getString("webhook_url")).isEqualTo("https://93.184.216.34/hook");
    assertThat(
            Duration.between(
                row.getOffsetDateTime("created_at"), row.getOffsetDateTime("start_by")))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(row.getString("status")).isEqualTo("CANCELLED");
    assertThat(seen.at("/takenBack/error").isMissingNode()).isTrue();

    assertThat(seen.at("/invalid/error/name").asText()).isEqualTo("ValidationError");
    assertThat(seen.at("/invalid/error/fieldErrors").findValuesAsText("msg")).isNotEmpty();
    assertThat(seen.at("/invalid/error/fieldErrors/0/loc/0").asText()).isEqualTo("body");
  }

  @Test
  void theClientOfOpenAiPaysOnceWhenItsFirstAnswerIsLost() throws IOException {
    Npm.install();

    var seen = JSON.readTree(Npm.node("openai.mjs", List.of(base(), caller.key())));

    assertThat(seen.at("/countsOfSubmits").toString()).isEqualTo("[\"0\",\"1\",\"0\"]");
    assertThat(seen.at("/retried/value/status").asInt()).isEqualTo(200);
    assertThat(seen.at("/retried/value/replayed").asText()).isEqualTo("true");
    assertThat(seen.at("/fresh/value/status").asInt()).isEqualTo(201);
    assertThat(ledger.requestsOf(caller.account()))
        .extracting(row -> new RequestId(row.getUUID("id")).toString())
        .containsExactly(
            seen.at("/retried/value/id").asText(), seen.at("/fresh/value/id").asText());
    assertThat(seen.at("/refused/error/status").asInt()).isEqualTo(422);
    assertThat(seen.at("/countsOfRefusal")).hasSize(1);
  }

  /**
   * As {@code @modelrunner/client} 1.3.0 sends it: no registry of ours has that client. It gives up
   * upon an error, and goes on polling upon any 200 that is not COMPLETED.
   */
  @ParameterizedTest
  @CsvSource({
    "User-Agent, @modelrunner/client/1.3.0",
    "x-modelrunner-client-proxy, @modelrunner/server-proxy/nextjs"
  })
  void theClientOfModelRunnerIsToldOfFailuresByAnError(String header, String value) {
    var failed = submitted();
    end(failed, new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, "no pictures of cats")));
    var cancelled = submitted();
    var completed = submitted();
    end(completed, DONE);

    as(header, value)
        .get("/local/echo/requests/" + failed + "/status?logs=0")
        .then()
        .statusCode(400)
        .body("status", equalTo("FAILED"))
        .body("request_id", equalTo(failed))
        .body("error", equalTo("no pictures of cats"));
    as(header, value)
        .put("/local/echo/requests/" + failed + "/cancel")
        .then()
        .statusCode(400)
        .body("status", equalTo("FAILED"));
    as(header, value)
        .put("/local/echo/requests/" + cancelled + "/cancel")
        .then()
        .statusCode(400)
        .body("status", equalTo("CANCELLED"));
    as(header, value)
        .get("/local/echo/requests/" + cancelled + "/status?logs=0")
        .then()
        .statusCode(400)
        .body("status", equalTo("CANCELLED"));
    as(header, value)
        .get("/local/echo/requests/" + completed + "/status?logs=0")
        .then()
        .statusCode(200)
        .body("status", equalTo("COMPLETED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl/8", "modelrunner/1", "my-@fal-ai/client/1", ""})
  void everybodyElseGetsOurOwnAnswers(String agent) {
    var cancelled = submitted();
    caller.call().put("/local/echo/requests/" + cancelled + "/cancel");

    as("User-Agent", agent)
        .get("/local/echo/requests/" + cancelled + "/status")
        .then()
        .statusCode(200)
        .body("status", equalTo("CANCELLED"))
        .body("error_type", equalTo("CANCELLED"));
  }

  private RequestSpecification as(String header, String value) {
    return given().header("Authorization", "Key " + caller.key()).header(header, value);
  }

  private String submitted() {
    return caller
        .call()
        .body("{\"hello\": \"world\"}")
        .post("/local/echo")
        .then()
        .statusCode(201)
        .extract()
        .path("request_id");
  }

  private void end(String request, Verdict verdict) {
    endings.end(RequestId.parse(request).orElseThrow(), verdict);
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
