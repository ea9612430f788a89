package dev.millrace.api.billing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.account.AccountId;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Callers.Caller;
import dev.millrace.api.testing.Endings;
import dev.millrace.api.testing.EventReader;
import dev.millrace.api.testing.Ledger;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.ValidationError;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What is refused or fails costs nothing, and says why, wherever one looks. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class UnbilledIT {
  private static final String BODY = "{\"text\": \"hello\"}";

  @Inject Endings endings;
  @Inject Ledger ledger;

  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  @TestHTTPResource("/")
  String url;

  @Test
  void aSubmitAboveTheCreditSaysWhatItNeedsAndWhatIsThereAndLeavesNothingBehind() {
    var caller = Callers.with("0.00005");

    submit(caller)
        .then()
        .statusCode(402)
        .header("x-should-retry", equalTo("false"))
        .body("details.code", equalTo("INSUFFICIENT_BALANCE"))
        .body("details.needed", equalTo("0.0001"))
        .body("details.available", equalTo("0.00005"))
        .body("error", containsString("0.0001 USD"))
        .body("error", containsString("0.00005 USD"));

    assertThat(ledger.requestsOf(caller.account())).isEmpty();
    assertThat(ledger.turnsOf(caller.account())).isEmpty();
    assertThat(ledger.keysOf(caller.account())).isEmpty();
    assertThat(ledger.heldBy(caller.account())).isZero();
    assertThat(kinds(caller)).containsExactly("credit");
  }

  @Test
  void aTopUpMakesTheVerySameSubmitPassWithNoOtherStep() {
    var caller = Callers.with("0.00005");
    submit(caller).then().statusCode(402);

    topUp(caller, "0.00005");

    submit(caller).then().statusCode(201);
    caller.call().get("/billing/balance").then().body("available", equalTo("0"));
    submit(caller).then().statusCode(200).header("Idempotency-Replayed", "true");
  }

  @Test
  void whatEndsFreesItsHoldForTheNextSubmit() {
    var caller = Callers.with("0.0001");
    var id = submitted(caller);
    caller.call().body(BODY).post("/local/echo").then().statusCode(402);

    endings.end(id, new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, "no cats")));

    caller.call().body(BODY).post("/local/echo").then().statusCode(201);
  }

  @Test
  void anInvalidOutputNamesEachFieldAndCostsNothing() {
    var caller = Callers.with("1");
    var id = submitted(caller);
    var error =
        new ValidationError(
            List.of("images", "0", "url"), "/images/0/url", "is missing", "required");

    endings.end(
        id,
        new Verdict.Fail(
            Fault.invalid(FaultCode.INVALID_OUTPUT, "the output does not fit", List.of(error))));

    caller
        .call()
        .get("/local/echo/requests/" + id)
        .then()
        .statusCode(422)
        .body("status", equalTo("FAILED"))
        .body("billingStatus", equalTo("failed"))
        .body("details.code", equalTo("INVALID_OUTPUT"))
        .body("details.validationErrors", hasSize(1))
        .body("details.validationErrors[0].path", contains("images", "0", "url"))
        .body("details.validationErrors[0].instancePath", equalTo("/images/0/url"))
        .body("details.validationErrors[0].message", equalTo("is missing"))
        .body("details.validationErrors[0].code", equalTo("required"));
    assertUnbilled(caller);
  }

  @Test
  void aRejectionIsToldInTheSameWordsWhereverOneLooks() {
    var caller = Callers.with("1");
    var id = submitted(caller);
    var path = "/local/echo/requests/" + id;
    var words = "The provider rejects the input (status 400): no pictures of cats";

    endings.end(id, new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, words)));

    caller
        .call()
        .get(path)
        .then()
        .statusCode(422)
        .body("error", equalTo(words))
        .body("details.code", equalTo("PROVIDER_REJECTED"));
    caller.call().get(path + "/status").then().body("error", equalTo(words));
    caller.call().get("/requests/" + id).then().body("error", equalTo(words));
    caller.call().get("/requests").then().body("data[0].error", equalTo(words));
    try (var stream =
        EventReader.open(
            url + path.substring(1) + "/status/stream", "Authorization", "Key " + caller.key())) {
      assertThat(stream.next().json().path("error").asText()).isEqualTo(words);
    }
    assertUnbilled(caller);
  }

  /** The whole credit is there, and the ledger shows that the hold was given back. */
  private void assertUnbilled(Caller caller) {
    caller
        .call()
        .get("/billing/balance")
        .then()
        .body("balance", equalTo("1"))
        .body("held", equalTo("0"))
        .body("available", equalTo("1"));
    assertThat(kinds(caller)).containsExactly("credit", "release");
    caller
        .call()
        .get("/billing/statement")
        .then()
        .body("data[0].kind", equalTo("release"))
        .body("data[0].amount", equalTo("0"));
  }

  private List<String> kinds(Caller caller) {
    return ledger
        .run(
            "select kind from ledger_entry where account_id = $1 order by id",
            AccountId.of(caller.account()).value())
        .stream()
        .map(row -> row.getString("kind"))
        .toList();
  }

  private static RequestId submitted(Caller caller) {
    return RequestId.parse(submit(caller).then().statusCode(201).extract().path("request_id"))
        .orElseThrow();
  }

  /** Always under the same idempotency key. */
  private static Response submit(Caller caller) {
    return caller.call().header("Idempotency-Key", "k").body(BODY).post("/local/echo");
  }

  private void topUp(Caller caller, String amount) {
    given()
        .header("Authorization", "Key " + adminKey)
        .contentType("application/json")
        .body("{\"amount\": \"%s\", \"reason\": \"paid in\"}".formatted(amount))
        .post("/admin/accounts/" + caller.account() + "/credits")
        .then()
        .statusCode(201);
  }
}
