package dev.millrace.api.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.testing.Endings;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Clients as pages use them: without a key, through the browser proxy. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ProxiedClientsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Endings endings;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @ConfigProperty(name = "millrace.proxy.key")
  String key;

  @Test
  void pagesSubmitFollowFetchAndCancel() throws IOException {
    Npm.install();
    var completed =
        ended(
            new Verdict.Complete(
                "{\"hello\":\"world\"}",
                List.of(),
                Money.ZERO,
                Usage.ofOutputs(0, Duration.ofMillis(5))));
    var failed =
        ended(new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, "no pictures of cats")));

    var seen = JSON.readTree(Npm.node("proxied-requests.mjs", List.of(base(), completed, failed)));

    var fal = seen.path("fal");
    assertThat(fal.at("/polled/value/status").asText()).isEqualTo("COMPLETED");
    assertThat(fal.at("/streamed/value/status").asText()).isEqualTo("COMPLETED");
    assertThat(fal.at("/result/value/data/output/hello").asText()).isEqualTo("world");
    assertThat(fal.at("/result/value/requestId").asText()).isEqualTo(completed);
    assertThat(fal.at("/failedStatus/value/status").asText()).isEqualTo("COMPLETED");
    assertThat(fal.at("/failedStatus/value/error").asText()).isEqualTo("no pictures of cats");
    assertThat(fal.at("/failedResult/error/status").asInt()).isEqualTo(422);
    assertThat(fal.at("/failedResult/error/message").asText()).isEqualTo("no pictures of cats");
    assertThat(fal.at("/invalid/error/name").asText()).isEqualTo("ValidationError");
    assertThat(fal.at("/webhook/error/status").asInt()).isEqualTo(403);
    assertThat(fal.at("/other/error/status").asInt()).isEqualTo(403);
    assertThat(fal.at("/statuses/0").asText()).isEqualTo("IN_QUEUE");
    assertThat(fal.at("/followed/value/status").asText()).isEqualTo("COMPLETED");
    assertThat(fal.at("/followed/value/error_type").asText()).isEqualTo("client_cancelled");

    var modelrunner = seen.path("modelrunner");
    assertThat(modelrunner.at("/waiting/value/status").asText()).isEqualTo("IN_QUEUE");
    assertThat(modelrunner.at("/cancelled/error/status").asInt()).isEqualTo(400);
    assertThat(modelrunner.at("/cancelled/error/body/status").asText()).isEqualTo("CANCELLED");
    assertThat(modelrunner.at("/status/value/status").asText()).isEqualTo("COMPLETED");
    assertThat(modelrunner.at("/result/value/output/hello").asText()).isEqualTo("world");
    assertThat(modelrunner.at("/failedStatus/error/status").asInt()).isEqualTo(400);
    assertThat(modelrunner.at("/failedResult/error/status").asInt()).isEqualTo(422);
    assertThat(modelrunner.at("/invalid/error/body/details/validationErrors")).isNotEmpty();
  }

  @Test
  void pagesUploadSmallAndLargeFiles() throws IOException {
    Npm.install();

    var seen = JSON.readTree(Npm.node("proxied-uploads.mjs", List.of(base())));

    for (var client : List.of("fal", "modelrunner")) {
      assertReadAgain(seen, client, "small");
      assertReadAgain(seen, client, "large");
    }
  }

  private static void assertReadAgain(JsonNode seen, String client, String size) {
    var file = seen.path(client).path(size);
    assertThat(file.path("error").toString())
        .as("%s %s; refused: %s", client, size, seen.path("refused"))
        .isEmpty();
    assertThat(file.at("/value/digest").asText()).isEqualTo(seen.path(size).asText());
  }

  private String ended(Verdict verdict) {
    var id =
        RestAssured.given()
            .header("Authorization", "Key " + key)
            .contentType(ContentType.JSON)
            .body("{\"hello\": \"world\"}")
            .post("/local/echo")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("request_id");
    endings.end(RequestId.parse(id).orElseThrow(), verdict);
    return id;
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
