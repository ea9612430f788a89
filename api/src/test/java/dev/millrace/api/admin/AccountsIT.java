package dev.millrace.api.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class AccountsIT {
  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  @ConfigProperty(name = "millrace.bootstrap.key")
  String bootstrapKey;

  @Test
  void anOpenedAccountHasItsCreditAndItsKey() {
    var account = opened("100");

    assertThat(account.getString("name")).isEqualTo("ann");
    assertThat(account.getString("plan")).isEqualTo("pro");
    assertThat(account.getString("balance")).isEqualTo("100");
    assertThat(account.getString("key")).startsWith("mr_live_");
  }

  @Test
  void itsOwnerSeesTheBalance() {
    var key = opened("12.5").getString("key");

    var balance = with(key).get("/billing/balance").then().statusCode(200).extract().jsonPath();

    assertThat(balance.getString("balance")).isEqualTo("12.5");
    assertThat(balance.getString("held")).isEqualTo("0");
    assertThat(balance.getString("available")).isEqualTo("12.5");
    assertThat(balance.getString("currency")).isEqualTo("USD");
  }

  @Test
  void theKeyIsNeverShownAgain() {
    var account = opened("1");

    var found = operator().get("/admin/accounts/" + account.getString("id"));

    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.asString()).doesNotContain(account.getString("key")).doesNotContain("\"key\"");
  }

  @Test
  void aCreditRaisesTheBalanceAndTheStatementSumsToIt() {
    var account = opened("10");

    credit(account.getString("id"), "{\"amount\": \"2.000000001\", \"reason\": \"gift\"}", null);

    var statement = with(account.getString("key")).get("/billing/statement").jsonPath();
    var sum =
        statement.<String>getList("data.amount").stream()
            .map(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo("12.000000001");
    assertThat(
            with(account.getString("key")).get("/billing/balance").jsonPath().getString("balance"))
        .isEqualTo("12.000000001");
    assertThat(statement.getList("data.kind")).containsExactly("credit", "credit");
    assertThat(statement.getString("nextCursor")).isNull();
  }

  @Test
  void aRepeatedCreditIsGivenOnceAndAnsweredAlike() {
    var id = opened("0").getString("id");
    var body = "{\"amount\": \"5\", \"reason\": \"gift\"}";

    var first = credit(id, body, "k-1");
    var second = credit(id, body, "k-1");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.asString()).isEqualTo(first.asString());
    assertThat(balance(id)).isEqualTo("5");
  }

  @Test
  void anotherCreditUnderTheSameKeyIsRefused() {
    var id = opened("0").getString("id");
    credit(id, "{\"amount\": \"5\", \"reason\": \"gift\"}", "k-1");

    var other = credit(id, "{\"amount\": \"6\", \"reason\": \"gift\"}", "k-1");

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.jsonPath().getString("details.code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(balance(id)).isEqualTo("5");
  }

  @Test
  void aCreditForNobodyIsNotFound() {
    var answer =
        credit(UUID.randomUUID().toString(), "{\"amount\": \"5\", \"reason\": \"gift\"}", null);

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "ann", "credit": "-1"}             | 422
          {"name": "ann", "credit": "1000000.1"}      | 422
          {"name": "ann", "credit": 1e999999999}      | 422
          {"name": "ann", "credit": 1e-999999999}     | 422
          {"name": "ann", "credit": "0.0000000001"}   | 422
          {"name": "ann", "credit": "many"}           | 400
          {"name": "ann", "credit": {"a": 1}}         | 400
          {"name": "", "credit": "1"}                 | 422
          {"name": "a\\u0000b", "credit": "1"}        | 422
          {"credit": "1"}                             | 422
          {"name": "ann", "credit": 12.5}             | 201
          {"name": "ann", "credit": 1e2}              | 201
          {"name": "ann"}                             | 201
          """)
  void onlyExactBoundedAmountsAndPlainNamesAreTaken(String body, int status) {
    var answer = operator().contentType("application/json").body(body).post("/admin/accounts");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
  }

  @Test
  void accountsAreListedInPagesWithoutRepeat() {
    opened("1");
    opened("1");
    opened("1");

    var first = operator().get("/admin/accounts?limit=2").jsonPath();
    var second =
        operator()
            .get("/admin/accounts?limit=2&cursor=" + first.getString("nextCursor"))
            .jsonPath();

    assertThat(first.getList("data")).hasSize(2);
    assertThat(second.<String>getList("data.id")).isNotEmpty();
    assertThat(second.<String>getList("data.id"))
        .doesNotContainAnyElementsOf(first.getList("data.id"));
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=201", "limit=x", "cursor=%27"})
  void aPageThatCannotBeIsRefused(String query) {
    assertThat(operator().get("/admin/accounts?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void strangersDoNotComeIn() {
    assertThat(given().get("/admin/accounts").statusCode()).isEqualTo(401);
    assertThat(with(bootstrapKey).get("/admin/accounts").statusCode()).isEqualTo(401);
    assertThat(given().urlEncodingEnabled(false).get("/%61dmin/accounts").statusCode())
        .isEqualTo(401);
    assertThat(given().urlEncodingEnabled(false).get("//admin//accounts").statusCode())
        .isIn(401, 404);
  }

  @Test
  void theBootstrapAccountIsThereOnceWithItsCredit() {
    var balance = with(bootstrapKey).get("/billing/balance").jsonPath();

    assertThat(balance.getString("balance")).isEqualTo("250.5");
  }

  private JsonPath opened(String credit) {
    return operator()
        .contentType("application/json")
        .body("{\"name\": \"ann\", \"plan\": \"pro\", \"credit\": \"%s\"}".formatted(credit))
        .post("/admin/accounts")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private Response credit(String id, String body, String idempotencyKey) {
    var call = operator().contentType("application/json").body(body);
    if (idempotencyKey != null) {
      call = call.header("Idempotency-Key", idempotencyKey);
    }
    return call.post("/admin/accounts/" + id + "/credits");
  }

  private String balance(String id) {
    return operator().get("/admin/accounts/" + id).jsonPath().getString("balance");
  }

  private RequestSpecification operator() {
    return with(adminKey);
  }

  private static RequestSpecification with(String key) {
    return given().header("Authorization", "Key " + key);
  }
}
