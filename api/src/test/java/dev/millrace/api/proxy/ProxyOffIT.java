package dev.millrace.api.proxy;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody gets through a proxy that was never configured. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ProxyOffIT {

  @ParameterizedTest
  @CsvSource({
    "/api/modelrunner/proxy, x-modelrunner-target-url, https://queue.modelrunner.run/local/echo",
    "/api/fal/proxy, x-fal-target-url, https://queue.fal.run/local/echo"
  })
  void theProxyIsNotThere(String path, String header, String target) {
    given()
        .header("Origin", "https://app.example.com")
        .header(header, target)
        .body("{}")
        .post(path)
        .then()
        .statusCode(404)
        .header("Access-Control-Allow-Origin", nullValue())
        .body("details.code", equalTo("NOT_FOUND"));
  }
}
