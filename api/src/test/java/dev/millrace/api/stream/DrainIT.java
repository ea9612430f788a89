package dev.millrace.api.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.millrace.api.testing.EventReader;
import dev.millrace.testing.PlatformEngines;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What readers see of a process that is asked to stop. In an application of its own. */
@QuarkusTest
@TestProfile(DrainIT.Stopping.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class DrainIT {
  @TestHTTPResource("/")
  String url;

  @Inject Requested requested;
  @Inject Event<ShutdownDelayInitiatedEvent> drain;
  @Inject MeterRegistry metrics;

  /** An application that nobody else tests. */
  public static class Stopping implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("millrace.stream.drain-within", "PT3S");
    }
  }

  @Test
  void accountStreamsEndAndStatusStreamsAreCutAndWhoeverWaitsIsAnswered() throws Exception {
    var key = requested.account();
    var id = requested.submitted(key, "{}");
    var path = "local/echo/requests/" + id + "/status";
    try (var account = open("requests/stream", key);
        var status = open(path + "/stream", key)) {
      account.next();
      status.next();
      var waiting = CompletableFuture.supplyAsync(() -> waited(path, key));
      await().until(() -> metrics.get("millrace.stream.waits").gauge().value() >= 2);

      drain.fire(new ShutdownDelayInitiatedEvent());

      assertThat(account.next().name()).isEqualTo("end");
      var answer = waiting.get(20, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.jsonPath().getString("status")).isEqualTo("IN_QUEUE");
      requested.started(id);
      assertThat(status.next().json().path("status").asText()).isEqualTo("IN_PROGRESS");
      assertThat(status.next().name()).isEqualTo("broken");
      given()
          .header("Authorization", "Key " + key)
          .get("/requests/stream")
          .then()
          .statusCode(503)
          .header("Retry-After", notNullValue())
          .body("details.code", equalTo("OVERLOADED"));
    }
  }

  private static Response waited(String path, String key) {
    return given().header("Authorization", "Key " + key).get("/" + path + "?wait=60");
  }

  private EventReader open(String path, String key) {
    return EventReader.open(url + path, "Authorization", "Key " + key);
  }
}
