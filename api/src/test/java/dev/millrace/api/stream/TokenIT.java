package dev.millrace.api.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.testing.EventReader;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for browsers: what they open, and what they do not. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class TokenIT {
  @TestHTTPResource("/")
  String url;

  @Inject Requested requested;

  private String key;
  private String id;

  @BeforeEach
  void aRequest() {
    key = requested.account();
    id = requested.submitted(key, "{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "modelrunner_jwt_token", "fal_jwt_token"})
  void aTokenOpensTheStreamsOfItsAccount(String name) throws Exception {
    var token = token("{}");
    try (var all = EventReader.open(url + "requests/stream?" + name + "=" + token);
        var one =
            EventReader.open(
                url + "local/echo/requests/" + id + "/status/stream?" + name + "=" + token)) {
      assertThat(all.next().json().path("requests").get(0).path("id").asText()).isEqualTo(id);
      assertThat(one.next().json().path("request_id").asText()).isEqualTo(id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/requests/%s",
        "/local/echo/requests/%s",
        "/local/echo/requests/%s/status",
        "/local/echo/requests/%s/cancel",
        "/billing/balance"
      })
  void aTokenOpensNothingElse(String path) throws Exception {
    var token = token("{}");
    given().get(path.formatted(id) + "?token=" + token).then().statusCode(401);
    given()
        .header("Authorization", "Bearer " + token)
        .get(path.formatted(id))
        .then()
        .statusCode(401);
  }

  @Test
  void aTokenMakesNoTokens() throws Exception {
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/tokens?token=" + token("{}"))
        .then()
        .statusCode(401);
  }

  @Test
  void aTokenForSomeModelsShowsNoOthers() throws Exception {
    var other = token("{\"allowed_apps\": [\"local/image\"]}");
    var echo = token("{\"allowed_apps\": [\"echo\"]}");
    try (var none = EventReader.open(url + "requests/stream?token=" + other);
        var some = EventReader.open(url + "requests/stream?token=" + echo)) {
      assertThat(none.next().json().path("requests")).isEmpty();
      assertThat(some.next().json().path("requests")).hasSize(1);
    }
    given()
        .get("/local/echo/requests/" + id + "/status/stream?token=" + other)
        .then()
        .statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."})
  void aForgedTokenIs401(String token) {
    given()
        .get("/requests/stream?token=" + token)
        .then()
        .statusCode(401)
        .body("details.code", equalTo("KEY_INVALID"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token_expiration\": 0}",
        "{\"token_expiration\": 121}",
        "{\"allowed_apps\": [\"\"]}",
        "{\"allowed_apps\": \"x\"}",
        "[]"
      })
  void aTokenThatNobodyMayHaveIsRefused(String body) {
    int status = asked(body).extract().statusCode();
    assertThat(status).isIn(400, 422);
  }

  @Test
  void aTokenNeedsAKeyButNoBody() throws Exception {
    given().contentType(ContentType.JSON).body("{}").post("/tokens").then().statusCode(401);
    given()
        .header("Authorization", "Key " + key)
        .contentType(ContentType.JSON)
        .post("/tokens")
        .then()
        .statusCode(200);
    given()
        .header("Authorization", "Key " + key)
        .contentType(ContentType.JSON)
        .body("{\"allowed_apps\": [\"echo\"], \"token_expiration\": 120}")
        .post("/tokens/")
        .then()
        .statusCode(200);
  }

  private String token(String body) throws Exception {
    var text = asked(body).statusCode(200).extract().asString();
    return new ObjectMapper().readTree(text).textValue();
  }

  private ValidatableResponse asked(String body) {
    return given()
        .header("Authorization", "Key " + key)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/tokens")
        .then();
  }
}
