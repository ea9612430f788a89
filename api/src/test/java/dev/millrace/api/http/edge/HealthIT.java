package dev.millrace.api.http.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.ApiKey;
import dev.millrace.engines.Engines;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.SecureRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class HealthIT {
  @ConfigProperty(name = "millrace.bootstrap.key")
  String key;

  @Test
  void everythingIsUp() {
    assertThat(given().get("/q/health").jsonPath().<String>getList("checks.name"))
        .contains("postgres", "settings", "event-loop");
    assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void whileTheDatabaseIsAwayKnownKeysWorkAndOthersAreToldToComeBack() {
    assertThat(balance(key).statusCode()).isEqualTo(200);
    var engines = Engines.forTests();
    engines.postgres().stop();
    try {
      assertUnavailable(balance(key), "an engine");
      assertUnavailable(balance(stranger()), "cannot be checked");
      assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
      var ready = given().get("/q/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.asString()).doesNotContain("localhost").doesNotContain("127.0.0.1");
    } finally {
      engines.postgres().start();
    }
    assertThat(balance(key).statusCode()).isEqualTo(200);
  }

  private static void assertUnavailable(Response answer, String why) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotNull();
    assertThat(answer.header("retry-after-ms")).isNotNull();
    assertThat(answer.jsonPath().getString("error")).contains(why);
  }

  private static Response balance(String key) {
    return given().header("X-API-Key", key).get("/billing/balance");
  }

  private static String stranger() {
    return ApiKey.generate(ApiKey.Kind.LIVE, new SecureRandom()).reveal();
  }
}
