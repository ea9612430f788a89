package dev.millrace.api.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.api.testing.EventReader;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request followed over HTTP: its stream, and calls that wait. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class StatusStreamIT {
  @TestHTTPResource("/")
  String url;

  @Inject Requested requested;
  @Inject MeterRegistry metrics;
  @Inject Topics topics;

  private String key;
  private String id;

  @BeforeEach
  void aRequest() {
    key = requested.account();
    id = requested.submitted(key, "{}");
  }

  @Test
  void theStreamShowsHowItStandsThenEachChangeAndEndsAfterTheLast() {
    try (var reader = stream("Accept", "application/json")) {
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
      var first = reader.next();
      assertThat(first.name()).isEqualTo("message");
      assertThat(first.json().path("request_id").asText()).isEqualTo(id);
      assertThat(first.json().path("status").asText()).isEqualTo("IN_QUEUE");
      assertThat(first.json().has("queue_position")).isTrue();
      assertThat(first.json().has("logs")).isTrue();

      var claim = requested.started(id);
      assertThat(reader.next().json().path("status").asText()).isEqualTo("IN_PROGRESS");

      requested.announce(requested.completed(claim, "{}"));
      assertThat(reader.next().json().path("status").asText()).isEqualTo("COMPLETED");
      assertThat(reader.next().name()).isEqualTo("end");
    }
  }

  @Test
  void theStreamOfAnEndedRequestShowsItsEndAndEnds() {
    requested.finished(id);
    try (var reader = stream()) {
      assertThat(reader.next().json().path("status").asText()).isEqualTo("COMPLETED");
      assertThat(reader.next().name()).isEqualTo("end");
    }
  }

  @Test
  void theStreamSaysThatItLivesWhileNothingHappens() {
    try (var reader = stream()) {
      reader.next();
      assertThat(reader.nextOfAny().data()).isEqualTo(": hb");
      assertThat(reader.nextOfAny().data()).isEqualTo(": hb");
    }
  }

  @Test
  void anEndThatNobodyAnnouncedIsHealed() {
    try (var reader = stream()) {
      reader.next();
      requested.completed(requested.claimed(id), "{}");
      assertThat(reader.next().json().path("status").asText()).isEqualTo("COMPLETED");
    }
  }

  @Test
  void aForeignRequestHasNoStream() {
    given()
        .header("Authorization", "Key " + requested.account())
        .get(path() + "/stream")
        .then()
        .statusCode(404);
    given().get(path() + "/stream").then().statusCode(401);
  }

  @Test
  void whatIsRefusedOrHasEndedIsFollowedByNobody() {
    var unknown = RequestId.next(Instant.now(), ThreadLocalRandom.current());
    for (var refused : List.of("nonsense", unknown.toString())) {
      given()
          .header("Authorization", "Key " + key)
          .get(path().replace(id, refused) + "/stream")
          .then()
          .statusCode(404);
    }
    try (var reader = stream()) {
      reader.next();
      assertThat(topics.areAnyFollowed()).isTrue();
      requested.announce(requested.completed(requested.started(id), "{}"));
      await().until(() -> reader.next().name().equals("end"));
    }

    await().until(() -> !topics.areAnyFollowed());
  }

  @Test
  void aWaitEndsWithTheNextChange() throws Exception {
    var answer = waiting(30);
    await().until(() -> metrics.get("millrace.stream.waits").gauge().value() >= 1);
    assertThat(answer).isNotDone();

    requested.started(id);

    var reply = answer.get(20, TimeUnit.SECONDS);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.jsonPath().getString("status")).isEqualTo("IN_PROGRESS");
    await().until(() -> metrics.get("millrace.stream.waits").gauge().value() == 0);
  }

  @Test
  void aWaitForAnEndedRequestEndsAtOnce() {
    requested.finished(id);
    status(60).then().statusCode(200).body("status", equalTo("COMPLETED"));
  }

  @Test
  void aWaitInWhichNothingHappensEndsWithTheStatus() {
    status(1).then().statusCode(200).body("status", equalTo("IN_QUEUE"));
  }

  @Test
  void aWaitEndsWithAnEndThatNobodyAnnounced() throws Exception {
    var claim = requested.claimed(id);
    var answer = waiting(60);
    await().until(() -> metrics.get("millrace.stream.waits").gauge().value() >= 1);

    requested.completed(claim, "{}");

    assertThat(answer.get(20, TimeUnit.SECONDS).jsonPath().getString("status"))
        .isEqualTo("COMPLETED");
  }

  @Test
  void whoeverHangsUpIsNotWaitedFor() throws Exception {
    try (var socket = new java.net.Socket("localhost", java.net.URI.create(url).getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s?wait=60 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key %s\r\n\r\n"
                  .formatted(path(), key)
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      await().until(() -> metrics.get("millrace.stream.waits").gauge().value() >= 1);
    }
    await().until(() -> metrics.get("millrace.stream.waits").gauge().value() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "61", "-1", "1.5", "x", "99999999999"})
  void aWaitThatIsNoneIs400(String wait) {
    given()
        .header("Authorization", "Key " + key)
        .queryParam("wait", wait)
        .get(path())
        .then()
        .statusCode(400)
        .body("details.code", equalTo("MALFORMED"));
  }

  private CompletableFuture<Response> waiting(int seconds) {
    return CompletableFuture.supplyAsync(() -> status(seconds));
  }

  private Response status(int seconds) {
    return given().header("Authorization", "Key " + key).get(path() + "?wait=" + seconds);
  }

  private EventReader stream(String... headers) {
    var all = new java.util.ArrayList<>(List.of("Authorization", "Key " + key));
    all.addAll(List.of(headers));
    return EventReader.open(url + path().substring(1) + "/stream", all.toArray(String[]::new));
  }

  private String path() {
    return "/local/echo/requests/" + id + "/status";
  }
}
