package dev.millrace.api.nodes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two api processes on one set of engines: what one is told, the other keeps to. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class TwoNodesIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** The other node believes what it knows of keys for so long that only a notice can change it. */
  private static final Map<String, String> BELIEVING =
      Map.of("millrace.http.key.fresh-for", "PT1H", "millrace.http.key.trusted-for", "PT1H");

  private static final String WORDS =
      """
      {"messages": [{"role": "user", "content": "tell me more"}], "max_tokens": 4096,
       "words_per_second": 5}""";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static SecondNode other;

  @BeforeAll
  static void start() throws IOException {
    other = SecondNode.started(BELIEVING);
  }

  @AfterAll
  static void stop() {
    if (other != null) {
      other.close();
    }
  }

  @Test
  void aKeyThatIsRevokedAtOneNodeStopsAtTheOther() {
    var caller = Callers.with("1");
    var made =
        caller
            .call()
            .body("{\"name\": \"short-lived\", \"scopes\": [\"*\"]}")
            .post("/v1/api-keys")
            .then()
            .statusCode(201)
            .extract();
    String key = made.path("data.key");
    String id = made.path("data.id");
    assertThat(balanceAtTheOther(key)).isEqualTo(200);

    caller.call().delete("/v1/api-keys/" + id).then().statusCode(204);

    await().atMost(SOON).until(() -> balanceAtTheOther(key) == 401);
  }

  @Test
  void anAccountsNewPlanIsKnownToBoth() {
    var caller = Callers.with("1");
    assertThat(planAtTheOther(caller.key())).isEqualTo("ultra");

    Callers.operator()
        .body("{\"plan\": \"lite\"}")
        .patch("/admin/accounts/" + caller.account())
        .then()
        .statusCode(200);

    await().atMost(SOON).until(() -> planAtTheOther(caller.key()).equals("lite"));
  }

  /** A limit of a day, below 400: exact, whichever node is asked. */
  @Test
  void aLimitHoldsOnBothTogether() {
    int limit = 60;
    String key = limited(Callers.with("1"), limit);

    var answers =
        IntStream.range(0, 2 * limit)
            .mapToObj(call -> echo(call % 2 == 0 ? here() : other.url(), key))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 200))
        .hasSize(limit);
    assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 429))
        .hasSize(limit);
  }

  @Test
  void aStreamIsListedAndStoppedAtTheOtherNode() throws Exception {
    var caller = Callers.with("5");
    try (var http = HttpClient.newHttpClient()) {
      var stream =
          http.send(
              post(other.url() + "/run/local/chat", caller.key(), WORDS)
                  .header("Accept", "text/event-stream")
                  .build(),
              BodyHandlers.ofInputStream());
      var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isNotNull();
      var request = stream.headers().firstValue("x-millrace-request-id").orElseThrow();
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  caller
                      .call()
                      .get("/v1/user/streams")
                      .then()
                      .statusCode(200)
                      .body("data.id", hasItem(request)));

      caller.call().delete("/v1/user/streams/" + request).then().statusCode(200);

      assertThat(lines.lines().toList()).last().isNotNull(); // it ends, long before its last word
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> caller.call().get("/v1/user/streams").then().body("data", hasSize(0)));
    }
  }

  private static int balanceAtTheOther(String key) {
    return given()
        .header("Authorization", "Key " + key)
        .get(other.url() + "/billing/balance")
        .statusCode();
  }

  private static String planAtTheOther(String key) {
    return given()
        .header("Authorization", "Key " + key)
        .get(other.url() + "/v1/user/requests")
        .path("plan_tier");
  }

  private static String limited(Callers.Caller caller, int perDay) {
    return caller
        .call()
        .body(
            "{\"name\": \"limited\", \"scopes\": [\"*\"], \"limits\": {\"requestsPerDay\": %d}}"
                .formatted(perDay))
        .post("/v1/api-keys")
        .then()
        .statusCode(201)
        .extract()
        .path("data.key");
  }

  private static CompletableFuture<Integer> echo(String node, String key) {
    return CLIENT
        .sendAsync(post(node + "/run/local/echo", key, "{}").build(), BodyHandlers.discarding())
        .thenApply(answer -> answer.statusCode());
  }

  private static HttpRequest.Builder post(String url, String key, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Key " + key)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static String here() {
    return "http://127.0.0.1:" + RestAssured.port;
  }
}
