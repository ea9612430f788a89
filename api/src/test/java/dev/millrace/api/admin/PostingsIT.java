package dev.millrace.api.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adjustments and refunds, and what no amount may be. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class PostingsIT {
  private static final String TAKE_TWO = "{\"amount\": \"-2\", \"reason\": \"mistake\"}";

  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  private String account;
  private String key;

  @BeforeEach
  void open() {
    var opened =
        operator()
            .body("{\"name\": \"ann\", \"credit\": \"5\", \"currency\": \"USD\"}")
            .post("/admin/accounts")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    account = opened.getString("id");
    key = opened.getString("key");
  }

  @Test
  void anAdjustmentTakesAndGives() {
    var taken = post("adjustments", TAKE_TWO, null);
    post("adjustments", "{\"amount\": 0.000000001, \"reason\": \"dust\"}", null);

    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(taken.jsonPath().getString("kind")).isEqualTo("adjustment");
    assertThat(taken.jsonPath().getString("amount")).isEqualTo("-2");
    assertThat(taken.jsonPath().getString("reason")).isEqualTo("mistake");
    assertThat(balance()).isEqualTo("3.000000001");
  }

  @Test
  void aRepeatedAdjustmentIsMadeOnceAndAnsweredAlike() {
    var first = post("adjustments", TAKE_TWO, "k-1");
    var second = post("adjustments", TAKE_TWO, "k-1");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.asString()).isEqualTo(first.asString());
    assertThat(balance()).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          adjustments | {"amount": "-1", "reason": "mistake"}
          adjustments | {"amount": "-2", "reason": "other"}
          credits     | {"amount": "2", "reason": "mistake"}
          """)
  void aUsedKeyServesNothingElse(String route, String body) {
    post("adjustments", TAKE_TWO, "k-1");

    var other = post(route, body, "k-1");

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(code(other)).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(balance()).isEqualTo("3");
  }

  @Test
  void whatRunningRequestsMayNeedIsNotTaken() {
    MadeRequests.queued(AccountId.of(account), Money.parse("4"));

    var refused = post("adjustments", TAKE_TWO, null);

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(code(refused)).isEqualTo("CONFLICT");
    assertThat(refused.jsonPath().getString("details.needed")).isEqualTo("2");
    assertThat(refused.jsonPath().getString("details.available")).isEqualTo("1");
    assertThat(balance()).isEqualTo("5");
  }

  @Test
  void aRefundGivesTheChargeBackOnce() {
    var request = MadeRequests.completed(AccountId.of(account), Money.parse("3"), "card-7");
    var body = "{\"requestId\": \"%s\", \"reason\": \"sorry\"}".formatted(request);

    var first = post("refunds", body, "k-1");
    var again = post("refunds", body, "k-1");
    var second = post("refunds", body, "k-2");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.jsonPath().getString("kind")).isEqualTo("refund");
    assertThat(first.jsonPath().getString("amount")).isEqualTo("3");
    assertThat(first.jsonPath().getString("requestId")).isEqualTo(request.toString());
    assertThat(first.jsonPath().getString("rateCard")).isEqualTo("card-7");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(balance()).isEqualTo("5");
    assertThat(
            given()
                .header("Authorization", "Key " + key)
                .get("/billing/statement")
                .jsonPath()
                .getList("data.kind"))
        .containsExactly("refund", "charge", "credit");
  }

  @Test
  void aRefundIsAtMostTheCharge() {
    var request = MadeRequests.completed(AccountId.of(account), Money.parse("3"), "card-7");
    var body = "{\"requestId\": \"%s\", \"amount\": \"%s\", \"reason\": \"sorry\"}";

    var refused = post("refunds", body.formatted(request, "3.1"), null);
    var part = post("refunds", body.formatted(request, "0.5"), null);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.jsonPath().getString("error")).contains("at most 3");
    assertThat(part.statusCode()).isEqualTo(201);
    assertThat(balance()).isEqualTo("2.5");
  }

  @Test
  void whatWasNotChargedToThisAccountIsNotRefunded() {
    var open = MadeRequests.queued(AccountId.of(account), Money.parse("1"));
    var foreign = account;
    open();
    var body = "{\"requestId\": \"%s\", \"reason\": \"sorry\"}".formatted(open);

    assertThat(post("refunds", body, null).statusCode()).isEqualTo(404);
    account = foreign;
    assertThat(post("refunds", body, null).statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          credits     | {"amount": "-1", "reason": "x"}                                   | 422
          credits     | {"amount": 0, "reason": "x"}                                      | 422
          credits     | {"amount": 1e999999999, "reason": "x"}                            | 422
          credits     | {"amount": "1", "reason": "x", "currency": "EUR"}                 | 422
          credits     | {"amount": "1", "reason": "x", "currency": "USD"}                 | 201
          adjustments | {"reason": "x"}                                                   | 422
          adjustments | {"amount": null, "reason": "x"}                                   | 422
          adjustments | {"amount": 0, "reason": "x"}                                      | 422
          adjustments | {"amount": "-0.000", "reason": "x"}                               | 422
          adjustments | {"amount": 1e999999999, "reason": "x"}                            | 422
          adjustments | {"amount": "-1e999999999", "reason": "x"}                         | 422
          adjustments | {"amount": -1e-999999999, "reason": "x"}                          | 422
          adjustments | {"amount": "-1000000.1", "reason": "x"}                           | 422
          adjustments | {"amount": "-0.0000000001", "reason": "x"}                        | 422
          adjustments | {"amount": "NaN", "reason": "x"}                                  | 400
          adjustments | {"amount": NaN, "reason": "x"}                                    | 400
          adjustments | {"amount": "Infinity", "reason": "x"}                             | 400
          adjustments | {"amount": "1,50", "reason": "x"}                                 | 400
          adjustments | {"amount": [1], "reason": "x"}                                    | 400
          adjustments | {"amount": "-1"}                                                  | 422
          adjustments | {"amount": "-1", "reason": " "}                                   | 422
          adjustments | {"amount": "-1", "reason": "x", "currency": "usd"}                | 422
          adjustments | {"amount": "-1", "reason": "x", "currency": 7}                    | 422
          adjustments | {"amount": -1.5, "reason": "x"}                                   | 201
          refunds     | {"reason": "x"}                                                   | 422
          refunds     | {"requestId": "no", "reason": "x"}                                | 422
          refunds     | {"requestId": "s0cUjV44D9LkXJhEGEbxa", "reason": "x"}             | 404
          refunds     | {"requestId": "s0cUjV44D9LkXJhEGEbxa"}                            | 422
          refunds     | {"requestId": "s0cUjV44D9LkXJhEGEbxa", "amount": -1, "reason": "x"}        | 422
          refunds     | {"requestId": "s0cUjV44D9LkXJhEGEbxa", "reason": "x", "currency": "EUR"}   | 422
          """)
  void onlyExactBoundedAmountsOfOurCurrencyAreTaken(String route, String body, int status) {
    var answer = post(route, body, null);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    if (status != 201) {
      assertThat(balance()).isEqualTo("5");
    }
  }

  @Test
  void anotherCurrencyIsNamedInTheRefusal() {
    var body = "{\"name\": \"ann\", \"credit\": \"5\", \"currency\": \"EUR\"}";

    var refused = operator().body(body).post("/admin/accounts");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.jsonPath().getString("error")).contains("currency must be USD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"credits", "adjustments", "refunds"})
  void nobodyIsNotFoundAndStrangersDoNotComeIn(String route) {
    var body = "{\"amount\": \"1\", \"reason\": \"x\", \"requestId\": \"s0cUjV44D9LkXJhEGEbxa\"}";
    var path = "/admin/accounts/" + account + "/" + route;

    assertThat(
            operator()
                .body(body)
                .post("/admin/accounts/" + UUID.randomUUID() + "/" + route)
                .statusCode())
        .isEqualTo(404);
    assertThat(
            given()
                .contentType("application/json")
                .header("Authorization", "Key " + key)
                .body(body)
                .post(path)
                .statusCode())
        .isEqualTo(401);
  }

  private Response post(String route, String body, String idempotencyKey) {
    var call = operator().body(body);
    if (idempotencyKey != null) {
      call = call.header("Idempotency-Key", idempotencyKey);
    }
    return call.post("/admin/accounts/" + account + "/" + route);
  }

  private static String code(Response answer) {
    return answer.jsonPath().getString("details.code");
  }

  private String balance() {
    return operator().get("/admin/accounts/" + account).jsonPath().getString("balance");
  }

  private RequestSpecification operator() {
    return given().header("Authorization", "Key " + adminKey).contentType("application/json");
  }
}
