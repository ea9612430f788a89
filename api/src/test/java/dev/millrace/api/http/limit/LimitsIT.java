package dev.millrace.api.http.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class LimitsIT {
  /** A limit of a day: no test waits for the end of one. */
  private static final String KEY =
      """
      {"name": "limited", "scopes": ["*"], "limits": {"requestsPerDay": %d}}""";

  @Test
  void callsBeyondTheLimitAreRefusedAndSayWhenToComeBack() {
    var key = keyOf(Callers.with("1"), 2);

    echo(key).statusCode(200).header("RateLimit-Remaining", "1").header("RateLimit-Limit", "2");
    echo(key).statusCode(200).header("X-RateLimit-Remaining", "0");
    var refused =
        echo(key)
            .statusCode(429)
            .header("RateLimit-Remaining", "0")
            .body("details.code", equalTo("RATE_LIMITED"))
            .body("error", containsString("this key allows 2 calls of models in a day"))
            .extract();

    assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 86_400L);
    assertThat(Long.parseLong(refused.header("RateLimit-Reset"))).isBetween(1L, 86_400L);
    assertThat(refused.header("retry-after-ms")).isNotNull();
  }

  @Test
  void aSubmitToTheQueueCountsAsWell() {
    var key = keyOf(Callers.with("1"), 1);

    submit(key).statusCode(201).header("RateLimit-Remaining", "0");
    submit(key).statusCode(429);
  }

  @Test
  void eachProtocolRefusesInItsOwnWords() {
    var key = keyOf(Callers.with("1"), 1);
    echo(key).statusCode(200);

    given()
        .header("Authorization", "Bearer " + key)
        .contentType("application/json")
        .body("{\"model\":\"local/chat\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .post("/v1/chat/completions")
        .then()
        .statusCode(429)
        .body("error.type", equalTo("rate_limit_error"));
  }

  @Test
  void lookingTakesNothingAndIsToldHowThingsStand() {
    var key = keyOf(Callers.with("1"), 5);

    IntStream.range(0, 3)
        .forEach(
            look ->
                given()
                    .header("Authorization", "Key " + key)
                    .get("/requests")
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Remaining", "5"));
  }

  @Test
  void whoHasNoLimitsIsToldOfNone() {
    var answer =
        Callers.with("1")
            .call()
            .body("{}")
            .post("/run/local/echo")
            .then()
            .statusCode(200)
            .extract();

    assertThat(answer.header("RateLimit-Limit")).isNull();
  }

  @Test
  void aPlansWindowsAreTold() {
    var caller = Callers.with("1", "free");
    caller.call().body("{}").post("/run/local/echo").then().statusCode(200);

    caller
        .call()
        .get("/v1/user/requests")
        .then()
        .statusCode(200)
        .body("requests_limit_today", equalTo(5000))
        .body("requests_used_today", equalTo(1))
        .body("requests_remaining", equalTo(4999))
        .body("requests_limit_this_hour", equalTo(1000))
        .body("requests_limit_per_minute", equalTo(60))
        .body("plan_tier", equalTo("free"))
        .header("RateLimit-Policy", "60;w=60, 1000;w=3600, 5000;w=86400");
    caller
        .call()
        .get("/v1/user/requests/hourly")
        .then()
        .statusCode(200)
        .body("limit", equalTo(1000))
        .body("plan_tier", equalTo("free"));
  }

  @Test
  void whatAPlanDoesNotLimitIsNull() {
    Callers.with("1")
        .call()
        .get("/v1/user/requests")
        .then()
        .statusCode(200)
        .body("requests_used_today", nullValue())
        .body("requests_limit_per_minute", nullValue())
        .body("plan_tier", equalTo("ultra"));
  }

  private static String keyOf(Callers.Caller caller, int perDay) {
    return caller
        .call()
        .body(KEY.formatted(perDay))
        .post("/v1/api-keys")
        .then()
        .statusCode(201)
        .extract()
        .path("data.key");
  }

  private static ValidatableResponse echo(String key) {
    return post(key, "/run/local/echo");
  }

  private static ValidatableResponse submit(String key) {
    return post(key, "/local/echo");
  }

  private static ValidatableResponse post(String key, String path) {
    return given()
        .header("Authorization", "Key " + key)
        .contentType("application/json")
        .body("{\"text\": \"hello\"}")
        .post(path)
        .then();
  }
}
