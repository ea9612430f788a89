package dev.millrace.api.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.testing.EventReader;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What becomes of open streams when a key is revoked. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class RevokedKeyIT {
  @TestHTTPResource("/")
  String url;

  @Inject Requested requested;

  @Test
  void itsStreamsEndAndThoseOfTokensAndOthersGoOn() throws Exception {
    var key = requested.account();
    var other = requested.account();
    var id = requested.submitted(key, "{}");
    try (var account = open("requests/stream", key);
        var status = open("local/echo/requests/" + id + "/status/stream", key);
        var token = EventReader.open(url + "requests/stream?token=" + token(key));
        var foreign = open("requests/stream", other)) {
      account.next();
      status.next();
      token.next();
      foreign.next();

      revoke(key);

      var notice = account.next();
      assertThat(notice.name()).isEqualTo("revoked");
      assertThat(notice.json().path("type").asText()).isEqualTo("revoked");
      assertThat(account.next().name()).isEqualTo("end");
      assertThat(status.next().name()).isEqualTo("broken");
      given().header("Authorization", "Key " + key).get("/requests/stream").then().statusCode(401);
      requested.finished(id);
      assertThat(token.next().request().path("id").asText()).isEqualTo(id);
      requested.submitted(other, "{}");
      assertThat(foreign.next().name()).isEqualTo("update");
    }
  }

  private EventReader open(String path, String key) {
    return EventReader.open(url + path, "Authorization", "Key " + key);
  }

  /** By itself: its account has no other. */
  private static void revoke(String key) {
    var id =
        given()
            .header("Authorization", "Key " + key)
            .get("/v1/api-keys")
            .jsonPath()
            .getString("data[0].id");
    given()
        .header("Authorization", "Key " + key)
        .delete("/v1/api-keys/" + id)
        .then()
        .statusCode(204);
  }

  private static String token(String key) throws Exception {
    var text =
        given()
            .header("Authorization", "Key " + key)
            .contentType(ContentType.JSON)
            .body("{}")
            .post("/tokens")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    return new ObjectMapper().readTree(text).textValue();
  }
}
