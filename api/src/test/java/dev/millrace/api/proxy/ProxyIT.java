package dev.millrace.api.proxy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Endings;
import dev.millrace.api.testing.EventReader;
import dev.millrace.api.testing.Wire;
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
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages can do without a key, and all that they cannot. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ProxyIT {
  private static final String MODELRUNNER = "/api/modelrunner/proxy";
  private static final String FAL = "/api/fal/proxy";
  private static final String QUEUE = "https://queue.modelrunner.run";
  private static final String PAGE = "https://app.example.com";
  private static final AtomicInteger VISITORS = new AtomicInteger();
  private static final Verdict DONE =
      new Verdict.Complete(
          "{\"hello\":\"world\"}", List.of(), Money.ZERO, Usage.ofOutputs(0, Duration.ofMillis(5)));

  @Inject Endings endings;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private String visitor;

  @BeforeEach
  void aVisitorWhoWasNeverSeen() {
    visitor = "198.51.100." + VISITORS.incrementAndGet();
  }

  @Test
  void aPageSubmitsFollowsAndReadsWithoutAKey() {
    var submitted =
        to(QUEUE + "/local/echo")
            .body("{\"hello\": \"world\"}")
            .post(MODELRUNNER)
            .then()
            .statusCode(201)
            .header("Access-Control-Allow-Origin", PAGE)
            .header("Cache-Control", "no-store")
            .header("Vary", containsString("x-modelrunner-target-url"))
            .extract();
    String id = submitted.path("request_id");

    to(QUEUE + "/local/echo/requests/" + id + "/status?logs=0")
        .get(MODELRUNNER)
        .then()
        .statusCode(200)
        .body("status", equalTo("IN_QUEUE"));
    to(QUEUE + "/local/echo/requests/" + id)
        .get(MODELRUNNER)
        .then()
        .statusCode(409)
        .header("Retry-After", notNullValue())
        .body("details.code", equalTo("NOT_FINISHED"));

    end(id, DONE);

    to(submitted.path("response_url").toString()) // our own URL, as our answer gave it
        .get(MODELRUNNER)
        .then()
        .statusCode(200)
        .body("output.hello", equalTo("world"));
  }

  /**
   * Such a call is read before it is served, and must not have lost by then that it is a page's.
   */
  @Test
  void overHttp2ABodyOfUnknownLengthIsStillAPages() throws Exception {
    var vertx = Vertx.vertx();
    try {
      var client =
          vertx.createHttpClient(
              new HttpClientOptions()
                  .setProtocolVersion(HttpVersion.HTTP_2)
                  .setHttp2ClearTextUpgrade(false));
      for (var body : List.of("{\"public\": true}", "{\"hello\": 1}")) {
        var status =
            client
                .request(HttpMethod.POST, port, "localhost", MODELRUNNER)
                .compose(
                    request -> {
                      request
                          .setChunked(true)
                          .putHeader("x-modelrunner-target-url", QUEUE + "/local/echo")
                          .putHeader("origin", PAGE)
                          .putHeader("x-forwarded-for", visitor)
                          .putHeader("content-type", "application/json");
                      return request.end(body).compose(sent -> request.response());
                    })
                .map(HttpClientResponse::statusCode)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(status).isEqualTo(body.contains("public") ? 403 : 201);
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void theStatusIsStreamedAsItHappens() {
    var id = submitted();
    try (var events = stream(id)) {
      assertThat(events.status()).isEqualTo(200);
      assertThat(events.header("Content-Type")).startsWith("text/event-stream");
      assertThat(events.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
      assertThat(events.next().json().path("status").asText()).isEqualTo("IN_QUEUE");
      end(id, DONE);
      var last = events.next();
      while (!last.json().path("status").asText().equals("COMPLETED")) {
        last = events.next();
      }
      assertThat(events.next().name()).isEqualTo("end");
    }
  }

  @Test
  void aPageCancels() {
    var id = submitted();

    to(QUEUE + "/local/echo/requests/" + id + "/cancel")
        .put(MODELRUNNER)
        .then()
        .statusCode(400) // what ends this client's polling
        .body("status", equalTo("CANCELLED"));
  }

  @Test
  void theClientOfFalGetsItsOwnWords() {
    var id =
        fal("https://queue.fal.run/local/echo/")
            .body("{}")
            .post(FAL)
            .then()
            .statusCode(201)
            .header("x-fal-request-id", notNullValue())
            .extract()
            .<String>path("request_id");
    end(id, new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, "no pictures of cats")));

    fal("https://queue.fal.run/local/echo/requests/" + id + "/status/?logs=1")
        .get(FAL)
        .then()
        .statusCode(200)
        .body("status", equalTo("COMPLETED"))
        .body("error", equalTo("no pictures of cats"));
    fal("https://queue.fal.run/local/echo/requests/" + id)
        .get(FAL)
        .then()
        .statusCode(422)
        .body("detail", equalTo("no pictures of cats"));
  }

  @Test
  void aCallIsAnsweredAtOnceAndAsAStream() {
    var body = "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}";
    fal("https://fal.run/local/chat")
        .body(body)
        .post(FAL)
        .then()
        .statusCode(200)
        .header("x-millrace-cost", notNullValue());
    try (var events =
        EventReader.post(
            url(FAL),
            body,
            "x-fal-target-url",
            "https://fal.run/local/chat/stream",
            "Origin",
            PAGE,
            "X-Forwarded-For",
            visitor,
            "Content-Type",
            "application/json",
            "Accept",
            "text/event-stream")) {
      assertThat(events.next().name()).isEqualTo("delta");
    }
  }

  @Test
  void whatTheVisitorSaysOfWhoItIsStaysBehind() {
    to(QUEUE + "/local/echo?key=mr_live_x&token=x")
        .header("Authorization", "Key mr_live_forged")
        .header("X-API-Key", "another")
        .header("Cookie", "session=1")
        .header("X-HTTP-Method-Override", "DELETE")
        .body("{}")
        .post(MODELRUNNER)
        .then()
        .statusCode(201);
  }

  @Test
  void aBodyOfUnknownLengthArrivesWhole() throws IOException {
    try (var wire = new Wire(port)) {
      wire.send(head("POST", "/local/echo") + "Transfer-Encoding: chunked\r\n\r\n");
      wire.send("8\r\n{\"a\": \"b\r\n2\r\n\"}\r\n0\r\n\r\n");

      assertThat(wire.receive().status()).isEqualTo(201);
    }
  }

  @Test
  void theMarkOfAVisitDoesNotOutliveItsCall() throws IOException {
    var caller = Callers.with("1");
    var body = "{\"webhook\": \"https://93.184.216.34/hook\"}";
    try (var wire = new Wire(port)) {
      wire.send(head("POST", "/local/echo") + "Content-Length: 2\r\n\r\n{}");
      assertThat(wire.receive().status()).isEqualTo(201);
      wire.send(
          "POST /local/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Authorization: Key %s\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(caller.key(), body.length(), body));

      assertThat(wire.receive().status()).isEqualTo(201);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"webhook\": \"https://93.184.216.34/hook\"}",
        "{\"\\u0077ebhook\": \"https://93.184.216.34/hook\"}",
        "{\"webhook\": \"https://93.184.216.34/hook\", \"webhook_events_filter\": [\"start\"]}",
        "{\"public\": true}"
      })
  void aPageMakesUsCallNobodyAndPublishesNothing(String body) {
    to(QUEUE + "/local/echo")
        .body(body)
        .post(MODELRUNNER)
        .then()
        .statusCode(403)
        .body("details.code", equalTo("FORBIDDEN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"initiate", "initiate-multipart"})
  void aPageUploadsNothingForEverybodysEyes(String way) {
    to("https://api.modelrunner.run/storage/upload/" + way)
        .body("{\"file_name\": \"a.png\", \"content_type\": \"image/png\", \"public\": true}")
        .post(MODELRUNNER)
        .then()
        .statusCode(403)
        .body("details.code", equalTo("FORBIDDEN"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // where to
        "POST | -                                               | 400 | MALFORMED",
        "POST | ' '                                             | 400 | MALFORMED",
        "POST | /local/echo                                     | 400 | MALFORMED",
        "POST | ftp://queue.modelrunner.run/local/echo          | 400 | MALFORMED",
        "POST | javascript:alert(1)                             | 400 | MALFORMED",
        "POST | https:///local/echo                             | 400 | MALFORMED",
        "POST | https://user:pass@queue.modelrunner.run/local/echo | 400 | MALFORMED",
        "POST | https://queue.modelrunner.run/local/echo#there  | 400 | MALFORMED",
        "POST | https://evil.example/local/echo                 | 412 | TARGET_FORBIDDEN",
        "POST | https://evilmodelrunner.run/local/echo          | 412 | TARGET_FORBIDDEN",
        "POST | https://modelrunner.run.evil.example/local/echo | 412 | TARGET_FORBIDDEN",
        "POST | https://queue.modelrunner.run:8443/local/echo   | 412 | TARGET_FORBIDDEN",
        "POST | http://queue.modelrunner.run/local/echo         | 412 | TARGET_FORBIDDEN",
        "POST | https://queue.fal.run/local/echo                | 412 | TARGET_FORBIDDEN",
        "POST | http://169.254.169.254/latest/meta-data         | 412 | TARGET_FORBIDDEN",
        "POST | http://localhost:1/local/echo                   | 412 | TARGET_FORBIDDEN",
        // tricks in the path
        "GET  | https://modelrunner.run/local/echo/requests/%2e%2e/%2e%2e/billing/balance | 400 | PATH_INVALID",
        "GET  | https://modelrunner.run/local/echo/../../billing/balance | 400 | PATH_INVALID",
        "GET  | https://modelrunner.run/local%2Fecho/requests/x | 400 | PATH_INVALID",
        "POST | https://modelrunner.run/local/echo;a=b          | 400 | PATH_INVALID",
        "POST | https://modelrunner.run/local/echo%00           | 400 | PATH_INVALID",
        "POST | https://modelrunner.run/local/ech%6F            | 403 | FORBIDDEN",
        "POST | https://modelrunner.run//local/echo             | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/local//echo             | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/Local/echo              | 403 | FORBIDDEN",
        // what is not on the list
        "GET  | https://modelrunner.run                         | 403 | FORBIDDEN",
        "GET  | https://modelrunner.run/requests                | 403 | FORBIDDEN",
        "GET  | https://modelrunner.run/requests/stream         | 403 | FORBIDDEN",
        "GET  | https://modelrunner.run/requests/aaaaaaaaaaaaaaaaaaaaa | 403 | FORBIDDEN",
        "GET  | https://modelrunner.run/billing/balance         | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/billing/quote           | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/v1/chat/completions     | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/local/echo/chat/completions | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/local/echo/v1/messages  | 403 | FORBIDDEN",
        "GET  | https://modelrunner.run/webhooks/default/secret | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/webhooks/default/secret/rotate | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/tokens                  | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/admin/accounts          | 403 | FORBIDDEN",
        "GET  | https://modelrunner.run/files                   | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/files                   | 403 | FORBIDDEN",
        "GET  | https://modelrunner.run/q/metrics               | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/api/modelrunner/proxy   | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/storage/upload/relay?upload_token=x | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/local/echo/requests/aaaaaaaaaaaaaaaaaaaaa/retry | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/local/minilm            | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/no/such                 | 403 | FORBIDDEN",
        "GET  | https://modelrunner.run/local/minilm/requests/aaaaaaaaaaaaaaaaaaaaa | 403 | FORBIDDEN",
        "POST | https://modelrunner.run/run/local/minilm        | 403 | FORBIDDEN",
        // with another method
        "GET  | https://modelrunner.run/local/echo              | 405 | METHOD_NOT_ALLOWED",
        "PUT  | https://modelrunner.run/local/echo              | 405 | METHOD_NOT_ALLOWED",
        "POST | https://modelrunner.run/local/echo/requests/aaaaaaaaaaaaaaaaaaaaa/status | 405 | METHOD_NOT_ALLOWED",
        "GET  | https://modelrunner.run/local/echo/requests/aaaaaaaaaaaaaaaaaaaaa/cancel | 405 | METHOD_NOT_ALLOWED",
        "DELETE | https://modelrunner.run/local/echo/requests/aaaaaaaaaaaaaaaaaaaaa | 405 | METHOD_NOT_ALLOWED",
        // what is on the list, and not there
        "GET  | https://modelrunner.run/local/echo/requests/aaaaaaaaaaaaaaaaaaaaa | 404 | NOT_FOUND",
      })
  void aTargetThatIsNotOnTheListIsRefused(String method, String target, int status, String code) {
    var call = from(PAGE);
    if (target != null) {
      call.header("x-modelrunner-target-url", target);
    }
    call.request(method, MODELRUNNER)
        .then()
        .statusCode(status)
        .body("details.code", equalTo(code))
        .body("error", notNullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/local/echo/requests/x/payloads", "/requests/x/payloads"})
  void payloadsAreNotDeleted(String path) {
    to("https://modelrunner.run" + path).delete(MODELRUNNER).then().statusCode(403);
  }

  @Test
  void aTargetThatIsTooLongOrGivenTwiceIsRefused() throws IOException {
    to(QUEUE + "/local/echo?logs=" + "1".repeat(4000))
        .post(MODELRUNNER)
        .then()
        .statusCode(414)
        .body("details.code", equalTo("URI_TOO_LONG"));
    try (var wire = new Wire(port)) {
      wire.send(
          head("POST", "/local/echo")
              + "X-Modelrunner-Target-Url: https://queue.modelrunner.run/local/echo\r\n"
              + "Content-Length: 2\r\n\r\n{}");
      assertThat(wire.receive().status()).isEqualTo(400);
    }
  }

  @Test
  void aWebhookInTheQueryIsRefused() {
    fal("https://queue.fal.run/local/echo?fal_webhook=https://93.184.216.34/hook")
        .body("{}")
        .post(FAL)
        .then()
        .statusCode(403);
  }

  @Test
  void whatTheApiRefusesLooksAsItDoesWithoutTheProxy() {
    to(QUEUE + "/local/image")
        .body("{\"width\": 1}")
        .post(MODELRUNNER)
        .then()
        .statusCode(422)
        .header("x-should-retry", "false")
        .body("details.code", equalTo("INVALID_INPUT"))
        .body("details.validationErrors.size()", greaterThan(0));
    to(QUEUE + "/local/echo").body("{").post(MODELRUNNER).then().statusCode(400);
    to(QUEUE + "/local/echo")
        .body("{\"a\": \"" + "x".repeat(10_500_000) + "\"}")
        .post(MODELRUNNER)
        .then()
        .statusCode(413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "https://app.example.com      | -           | -                            | 201",
        "http://localhost:8090        | -           | -                            | 201",
        "https://evil.example         | -           | -                            | 403",
        "https://app.example.com.evil.example | -   | -                            | 403",
        "http://app.example.com       | -           | -                            | 403",
        "https://app.example.com:444  | -           | -                            | 403",
        "null                         | -           | -                            | 403",
        "-                            | -           | -                            | 403",
        "-                            | -           | https://app.example.com/page | 201",
        "-                            | -           | https://evil.example/page    | 403",
        "-                            | cross-site  | -                            | 403",
        "-                            | same-origin | -                            | 403",
        "https://evil.example         | same-origin | https://app.example.com/     | 403",
      })
  void onlyPagesOfTheListedOriginsAreServed(
      String origin, String site, String referer, int status) {
    var call =
        given()
            .contentType(ContentType.JSON)
            .header("X-Forwarded-For", visitor)
            .header("x-modelrunner-target-url", QUEUE + "/local/echo");
    if (origin != null) {
      call.header("Origin", origin);
    }
    if (site != null) {
      call.header("Sec-Fetch-Site", site);
    }
    if (referer != null) {
      call.header("Referer", referer);
    }
    var answer = call.body("{}").post(MODELRUNNER);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().getValues("Vary")).anyMatch("origin"::equalsIgnoreCase);
    assertThat(answer.header("Access-Control-Allow-Origin"))
        .isEqualTo(status == 201 && origin != null ? origin : null);
    assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
    if (status == 403) {
      assertThat(answer.<String>path("details.code")).isEqualTo("ORIGIN_FORBIDDEN");
    }
  }

  @Test
  void aBrowsersQuestionIsAnsweredWithWhatThisPageMaySend() {
    var answer = preflight(PAGE);
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    assertThat(answer.header("Access-Control-Allow-Methods").split(","))
        .containsExactlyInAnyOrder("GET", "POST", "PUT");
    assertThat(answer.header("Access-Control-Allow-Headers").split(","))
        .contains("x-modelrunner-target-url", "x-fal-target-url", "content-type");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();

    var foreign = preflight("https://evil.example");
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
  }

  private Response preflight(String origin) {
    return given()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "content-type,x-modelrunner-target-url")
        .options(MODELRUNNER);
  }

  @Test
  void anIdempotencyKeyIsItsVisitorsAlone() {
    var first = withKey("once").path("request_id").toString();
    assertThat(withKey("once").header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(withKey("once").path("request_id").toString()).isEqualTo(first);

    visitor = "203.0.113.77";
    var other = withKey("once");
    assertThat(other.statusCode()).isEqualTo(201);
    assertThat(other.path("request_id").toString()).isNotEqualTo(first);
  }

  private Response withKey(String key) {
    return to(QUEUE + "/local/echo").header("Idempotency-Key", key).body("{}").post(MODELRUNNER);
  }

  @Test
  void whoBeginsTooMuchIsToldWhenToComeBackAndOthersAreNot() {
    int status = 201;
    for (int i = 0; i < 30 && status == 201; i++) {
      // What a visitor writes into the header itself stands left of what our proxy saw.
      visitor = "10.0.0." + i + ", 198.51.100.250";
      status = to(QUEUE + "/local/echo").body("{}").post(MODELRUNNER).statusCode();
    }
    assertThat(status).isEqualTo(429);
    to(QUEUE + "/local/echo")
        .body("{}")
        .post(MODELRUNNER)
        .then()
        .statusCode(429)
        .header("Retry-After", notNullValue())
        .header("Access-Control-Allow-Origin", PAGE)
        .body("details.code", equalTo("RATE_LIMITED"));

    visitor = "198.51.100.251";
    to(QUEUE + "/local/echo").body("{}").post(MODELRUNNER).then().statusCode(201);
  }

  @Test
  void aVisitorHasSoManyStreamsAndNoMore() {
    var id = submitted();
    try (var one = stream(id);
        var two = stream(id);
        var three = stream(id)) {
      assertThat(one.next().name()).isEqualTo("message");
      assertThat(two.next().name()).isEqualTo("message");
      assertThat(three.status()).isEqualTo(429);
    }
    // The places of those who left are free as soon as we see that they left.
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              try (var again = stream(id)) {
                return again.status() == 200;
              }
            });
  }

  private EventReader stream(String id) {
    return EventReader.open(
        url(MODELRUNNER),
        "x-modelrunner-target-url",
        QUEUE + "/local/echo/requests/" + id + "/status/stream?logs=0",
        "Origin",
        PAGE,
        "X-Forwarded-For",
        visitor);
  }

  private String submitted() {
    return to(QUEUE + "/local/echo")
        .body("{}")
        .post(MODELRUNNER)
        .then()
        .statusCode(201)
        .extract()
        .path("request_id");
  }

  private void end(String id, Verdict verdict) {
    endings.end(RequestId.parse(id).orElseThrow(), verdict);
  }

  private RequestSpecification from(String origin) {
    return given()
        .contentType(ContentType.JSON)
        .header("Origin", origin)
        .header("X-Forwarded-For", visitor);
  }

  private RequestSpecification to(String target) {
    return from(PAGE).header("x-modelrunner-target-url", target);
  }

  private RequestSpecification fal(String target) {
    return from(PAGE).header("x-fal-target-url", target);
  }

  private String head(String method, String path) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nOrigin: %s\r\nContent-Type: application/json\r\nX-Forwarded-For: %s\r\nx-modelrunner-target-url: %s%s\r\n"
        .formatted(method, MODELRUNNER, PAGE, visitor, QUEUE, path);
  }

  private String url(String path) {
    return "http://localhost:" + port + path;
  }
}
