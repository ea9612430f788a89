package dev.millrace.api.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.account.AccountId;
import dev.millrace.queue.WebhookTarget.Event;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import dev.millrace.testing.PlatformEngines;
import dev.millrace.webhook.DeliveryId;
import dev.millrace.webhook.Secret;
import dev.millrace.webhook.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets and the log of deliveries over HTTP. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class WebhooksIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SECRET = "/webhooks/default/secret";

  @Inject Secrets secrets;

  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  private String key;
  private AccountId account;

  @BeforeEach
  void anAccount() {
    var answer =
        given()
            .header("Authorization", "Key " + adminKey)
            .contentType(ContentType.JSON)
            .body("{\"name\": \"ann\", \"plan\": \"ultra\", \"credit\": \"1\"}")
            .post("/admin/accounts")
            .then()
            .statusCode(201)
            .extract();
    key = answer.path("key");
    account = AccountId.of(answer.path("id"));
  }

  @Test
  void theSecretIsMadeOnFirstReadAndStays() {
    String first = caller().get(SECRET).then().statusCode(200).extract().path("key");

    assertThat(first).matches("whsec_[A-Za-z0-9+/]{43}=");
    caller().get(SECRET).then().body("key", equalTo(first));
  }

  @Test
  void afterRotationsEachSecretSignsOnUntilItsOverlapEnds() {
    String first = caller().get(SECRET).path("key");
    String second = caller().post(SECRET + "/rotate").then().statusCode(200).extract().path("key");
    String third = caller().post(SECRET + "/rotate").path("key");

    assertThat(signing(Instant.now())).containsExactly(third, second, first);
    assertThat(signing(Instant.now().plus(Duration.ofHours(25)))).containsExactly(third);
    caller().get(SECRET).then().body("key", equalTo(third));
  }

  @Test
  void aRotationThatWouldSilenceASecretWithinItsOverlapIsRefused() {
    caller().get(SECRET);
    for (int i = 1; i < Secrets.MOST_SIGNING; i++) {
      caller().post(SECRET + "/rotate").then().statusCode(200);
    }
    var before = signing(Instant.now());

    caller()
        .post(SECRET + "/rotate")
        .then()
        .statusCode(429)
        .header("Retry-After", notNullValue())
        .body("details.code", equalTo("RATE_LIMITED"));

    assertThat(signing(Instant.now())).isEqualTo(before).hasSize(Secrets.MOST_SIGNING);
  }

  @Test
  void deliveriesAreListedFilteredAndPaged() {
    var first = delivery(Event.COMPLETED, "delivered");
    var second = delivery(Event.START, "failed");
    delivery(Event.COMPLETED, "pending");

    list("")
        .body("page", equalTo(1))
        .body("limit", equalTo(10))
        .body("total", equalTo(3))
        .body("totalPages", equalTo(1))
        .body("data.status", contains("pending", "failed", "delivered"));
    list("?limit=2&page=2")
        .body("data.id", contains(first.toString()))
        .body("totalPages", equalTo(2));
    list("?status=failed").body("data.id", contains(second.toString())).body("total", equalTo(1));
    list("?event=start").body("data.id", contains(second.toString()));
    list("?requestId=" + first.request()).body("data.id", contains(first.toString()));
  }

  @Test
  void aDeliveryHasAllThatItsOwnerNeeds() {
    var id = delivery(Event.COMPLETED, "failed");

    caller()
        .get("/webhooks/deliveries/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id.toString()))
        .body("requestId", equalTo(id.request().toString()))
        .body("event", equalTo("completed"))
        .body("url", equalTo("https://hooks.example.com/a"))
        .body("attempts", equalTo(10))
        .body("lastResponseStatus", equalTo(500))
        .body("lastError", equalTo("the receiver answered 500"))
        .body("nextAttemptAt", nullValue())
        .body("deliveredAt", nullValue())
        .body("createdAt", matchesPattern("\\d{4}-.*Z"));
  }

  @Test
  void aReplayIsQueuedAnewUnderTheSameId() {
    var id = delivery(Event.COMPLETED, "failed");

    caller()
        .post("/webhooks/deliveries/" + id + "/replay")
        .then()
        .statusCode(200)
        .body("id", equalTo(id.toString()))
        .body("status", equalTo("pending"))
        .body("attempts", equalTo(0))
        .body("nextAttemptAt", notNullValue());
  }

  @Test
  void whatIsForeignIsUnknown() {
    var id = delivery(Event.COMPLETED, "failed");
    anAccount();

    list("").body("data", empty());
    caller().get("/webhooks/deliveries/" + id).then().statusCode(404);
    caller().post("/webhooks/deliveries/" + id + "/replay").then().statusCode(404);
    caller().get("/webhooks/deliveries/nonsense").then().statusCode(404);
    assertThat(
            Database.shared()
                .run(
                    "select status from webhook_delivery where request_id = $1",
                    id.request().value())
                .getFirst()
                .getString("status"))
        .isEqualTo("failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=101",
        "limit=0",
        "limit=x",
        "page=0",
        "page=2000",
        "status=lost",
        "event=end",
        "requestId=1"
      })
  void aFilterThatCannotBeIsRefused(String query) {
    caller()
        .get("/webhooks/deliveries?" + query)
        .then()
        .statusCode(400)
        .body("details.code", equalTo("MALFORMED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, "/webhooks/deliveries"})
  void withoutAKeyThereIsNothing(String path) {
    given().get(path).then().statusCode(401);
  }

  // ------------------------------------------------------------------------------------- helpers

  private RequestSpecification caller() {
    return given().header("Authorization", "Key " + key);
  }

  private io.restassured.response.ValidatableResponse list(String query) {
    return caller().get("/webhooks/deliveries" + query).then().statusCode(200);
  }

  private List<String> signing(Instant at) {
    return secrets.signing(List.of(account), at).await().atMost(SOON).get(account).stream()
        .map(Secret::text)
        .toList();
  }

  private int made;

  private DeliveryId delivery(Event event, String status) {
    // Ids of one millisecond have no order.
    var request = RequestId.next(Instant.now().plusMillis(made++), ThreadLocalRandom.current());
    Database.shared()
        .run(
            """
            insert into webhook_delivery (request_id, event, account_id, url, status, attempts, due_at,
              last_response_status, last_error, delivered_at, created_at, updated_at)
            select $1, $2, $3, 'https://hooks.example.com/a', $4, 10,
              case when $4 = 'pending' then now() + interval '1 day' end, 500,
              'the receiver answered 500', case when $4 = 'delivered' then now() end, now(), now()
            """,
            request.value(),
            event.word(),
            account.value(),
            status);
    return new DeliveryId(request, event);
  }
}
