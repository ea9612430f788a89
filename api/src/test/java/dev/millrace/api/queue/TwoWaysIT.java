package dev.millrace.api.queue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A plain submit and any other are answered alike: the same call is sent as {@link SubmitRoute}
 * takes it, and in a spelling that only {@link SubmitResource} takes.
 */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class TwoWaysIT {
  private static final String OF_THE_ROUTE = "application/json";
  private static final String OF_THE_RESOURCE = "application/json;q=0.9";

  /** What differs by nature. */
  private static final Set<String> OF_ONE_ANSWER = Set.of("connection", "keep-alive");

  /** How a caller reads an answer, but for ids and times. */
  private record Shape(int status, String type, Set<String> headers, Set<String> fields) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hello\": \"world\"}",
        "{\"hello\": \"world\", \"webhook\": \"https://93.184.216.34/hook\"}",
        "{\"metadata\": 7}",
        "{\"public\": \"perhaps\"}",
        "[1]",
        "{\"a\": 1, \"a\": 2}",
        "{\"broken\"",
        "",
      })
  void aBodyIsReadAlike(String body) {
    var key = Callers.with("1").key();

    alike("/local/echo", call -> call.header("Authorization", "Key " + key).body(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/local/echo", "/local/nobody-made-it"})
  void whoCannotPayIsRefusedAlike(String path) {
    var key = Callers.with("0").key();

    alike(path, call -> call.header("Authorization", "Key " + key).body("{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Key nonsense", "Bearer"})
  void aKeyIsJudgedAlike(String authorization) {
    alike(
        "/local/echo",
        call ->
            authorization.isEmpty()
                ? call.body("{}")
                : call.header("Authorization", authorization).body("{}"));
  }

  @Test
  void aRepetitionIsAnsweredAlike() {
    var key = Callers.with("1").key();
    var sign = UUID.randomUUID().toString();
    UnaryOperator<RequestSpecification> call =
        given ->
            given
                .header("Authorization", "Key " + key)
                .header("Idempotency-Key", sign)
                .body("{\"n\": 1}");

    var first = sent(OF_THE_ROUTE, "/local/echo", call);

    assertThat(first.statusCode()).isEqualTo(201);
    var again = alike("/local/echo", call);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.<String>path("request_id")).isEqualTo(first.path("request_id"));
  }

  @Test
  void whoPrefersToWaitWaitsAlike() {
    var key = Callers.with("1").key();

    var answer =
        alike(
            "/local/echo",
            call ->
                call.header("Authorization", "Key " + key).header("Prefer", "wait=1").body("{}"));

    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
  }

  @Test
  void aWebhookIsTakenFromTheQueryAlike() {
    var key = Callers.with("1").key();

    var answer =
        alike(
            "/local/echo?fal_webhook=https://93.184.216.34/hook",
            call -> call.header("Authorization", "Key " + key).body("{}"));

    assertThat(answer.<String>path("webhook")).isEqualTo("https://93.184.216.34/hook");
  }

  @Test
  void metricsNameTheRouteAndNoModel() {
    var model = "m" + UUID.randomUUID();

    sent(OF_THE_ROUTE, "/local/" + model, call -> call.body("{}"));

    var metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
    assertThat(metrics)
        .containsPattern("http_server_requests_seconds_count\\{.*uri=\"/\\{owner}/\\{model}\"")
        .doesNotContain(model);
  }

  /** The answer to the plain one, which the other must look like. */
  private static Response alike(String path, UnaryOperator<RequestSpecification> call) {
    var plain = sent(OF_THE_ROUTE, path, call);
    var other = sent(OF_THE_RESOURCE, path, call);
    assertThat(shape(plain)).isEqualTo(shape(other));
    return plain;
  }

  private static Response sent(
      String accepted, String path, UnaryOperator<RequestSpecification> call) {
    var asIs =
        EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
    return call.apply(
            given()
                .config(RestAssuredConfig.config().encoderConfig(asIs))
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .accept(accepted))
        .post(path);
  }

  private static Shape shape(Response answer) {
    return new Shape(
        answer.statusCode(),
        answer.contentType().split(";")[0],
        names(answer.headers()),
        new TreeSet<>(answer.<Map<String, ?>>path("$").keySet()));
  }

  private static Set<String> names(Headers headers) {
    return headers.asList().stream()
        .map(header -> header.getName().toLowerCase(Locale.ROOT))
        .filter(name -> !OF_ONE_ANSWER.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
