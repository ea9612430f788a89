package dev.millrace.api.http.key;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.ApiKey;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.SecureRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class AuthenticationIT {
  @ConfigProperty(name = "millrace.bootstrap.key")
  String key;

  @ParameterizedTest
  @CsvSource({
    "Authorization, Key ",
    "Authorization, Bearer ",
    "authorization, bearer ",
    "X-API-Key, ''",
    "x-goog-api-key, ''"
  })
  void aKeyIsFoundWhereClientsPutIt(String header, String before) {
    assertThat(with(header, before + (before.isEmpty() ? "" : " ") + key).statusCode())
        .isEqualTo(200);
  }

  @Test
  void theSameKeyTwiceIsOneKey() {
    var answer =
        given()
            .header("X-API-Key", key)
            .header("Authorization", "Key " + key)
            .get("/billing/balance");

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void twoKeysAreRefused() {
    var answer =
        given()
            .header("X-API-Key", key)
            .header("Authorization", "Key " + stranger())
            .get("/billing/balance");

    assertRefused(answer, 400, "KEY_AMBIGUOUS");
  }

  @Test
  void noKeyIsRefusedWithAHint() {
    var answer = given().get("/billing/balance");

    assertRefused(answer, 401, "KEY_MISSING");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void aTypingMistakeIsCalledOne() {
    var mistyped = key.substring(0, key.length() - 1) + (key.endsWith("a") ? "b" : "a");

    var answer = with("X-API-Key", mistyped);

    assertRefused(answer, 401, "KEY_INVALID");
    assertThat(answer.jsonPath().getString("error")).contains("typing mistake");
  }

  @Test
  void aStrangersKeyIsRefused() {
    var answer = with("X-API-Key", stranger());

    assertRefused(answer, 401, "KEY_INVALID");
    assertThat(answer.jsonPath().getString("error")).doesNotContain("typing mistake");
  }

  @Test
  void anotherSchemeIsRefused() {
    assertRefused(with("Authorization", "Basic abc"), 401, "KEY_INVALID");
  }

  @Test
  void aKeyInTheQueryCountsOnGeminiPathsOnly() {
    assertRefused(given().get("/billing/balance?key=" + key), 401, "KEY_MISSING");
  }

  private static String stranger() {
    return ApiKey.generate(ApiKey.Kind.LIVE, new SecureRandom()).reveal();
  }

  private static Response with(String header, String value) {
    return given().header(header, value).get("/billing/balance");
  }

  private static void assertRefused(Response answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("details.code")).isEqualTo(code);
  }
}
