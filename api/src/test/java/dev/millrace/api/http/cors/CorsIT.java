package dev.millrace.api.http.cors;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each route, and what it says to browsers of pages from elsewhere. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class CorsIT {
  private static final String PAGE = "https://app.example.com";
  private static final String FOREIGN = "https://evil.example";

  private static final String MEDIA = "/media/00000000-0000-0000-0000-000000000000/a.png";
  private static final String STATUS = "/local/echo/requests/aaaaaaaaaaaaaaaaaaaaa/status";

  /** The last column: the methods that a preflight names, or none when the route has no word. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GET  | /requests/stream?token=x                     | GET,HEAD",
        "GET  | /requests/stream?modelrunner_jwt_token=x     | GET,HEAD",
        "GET  | " + STATUS + "/stream?fal_jwt_token=x        | GET,HEAD",
        "GET  | " + STATUS + "/stream?logs=1&token=x         | GET,HEAD",
        "PUT  | /storage/upload/relay?upload_token=x         | GET,POST,PUT",
        "PUT  | /storage/upload/parts/x/1?upload_token=x     | GET,POST,PUT",
        "POST | /storage/upload/parts/x/complete?upload_token=x | GET,POST,PUT",
        "GET  | " + MEDIA + "                                | GET,HEAD",
        "GET  | /requests/stream                             | -",
        "GET  | /requests/stream?token=                      | -",
        "GET  | " + STATUS + "?token=x                       | -",
        "GET  | " + STATUS + "/stream                        | -",
        "GET  | /requests                                    | -",
        "GET  | /files                                       | -",
        "POST | /files?upload_token=x                        | -",
        "POST | /storage/upload/initiate                     | -",
        "POST | /tokens                                      | -",
        "POST | /local/echo                                  | -",
        "POST | /run/local/echo                              | -",
        "GET  | /billing/balance                             | -",
        "GET  | /admin/accounts                              | -",
        "GET  | /q/health/ready                              | -",
      })
  void aRouteSaysToBrowsersWhatItIsFor(String method, String path, String methods) {
    var call = given().header("Origin", PAGE).request(method, path);
    var question = preflight(PAGE, method, path);
    var foreign = given().header("Origin", FOREIGN).request(method, path);
    var foreignQuestion = preflight(FOREIGN, method, path);

    assertSilence(foreign);
    assertSilence(foreignQuestion);
    if (methods == null) {
      assertSilence(call);
      assertSilence(question);
      return;
    }
    assertThat(call.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    assertThat(call.header("Access-Control-Allow-Credentials")).isNull();
    assertThat(call.header("Access-Control-Expose-Headers").split(","))
        .contains("x-request-id", "etag", "location", "retry-after", "x-fal-request-id");
    assertThat(call.header("Vary")).containsIgnoringCase("origin");
    assertThat(foreign.header("Vary")).containsIgnoringCase("origin");
    assertThat(given().request(method, path).header("Vary")).containsIgnoringCase("origin");

    assertThat(question.statusCode()).isEqualTo(204);
    assertThat(question.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    assertThat(question.header("Access-Control-Allow-Methods").split(","))
        .containsExactlyInAnyOrder(methods.split(","));
    assertThat(question.header("Access-Control-Allow-Headers").split(","))
        .doesNotContain("authorization", "x-api-key");
    assertThat(question.header("Access-Control-Max-Age")).isEqualTo("600");
    assertThat(foreignQuestion.statusCode()).isEqualTo(403);
  }

  @Test
  void aKeyChangesNothing() {
    var caller = Callers.with("1");

    var balance =
        given()
            .header("Authorization", "Key " + caller.key())
            .header("Origin", PAGE)
            .get("/billing/balance");

    assertThat(balance.statusCode()).isEqualTo(200);
    assertSilence(balance);
  }

  private static Response preflight(String origin, String method, String path) {
    return given()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", method)
        .header("Access-Control-Request-Headers", "content-type")
        .options(path);
  }

  private static void assertSilence(Response answer) {
    assertThat(answer.headers().asList())
        .noneMatch(
            header ->
                header.getName().toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
  }
}
