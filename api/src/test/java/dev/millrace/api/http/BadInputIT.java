package dev.millrace.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.testing.Wire;
import dev.millrace.fault.FaultCode;
import dev.millrace.testing.PlatformEngines;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls that no well-behaved client makes: each gets a clear envelope, and the next one is served.
 */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class BadInputIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ELEVEN_MIB = 11 * 1024 * 1024;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  @Inject MeterRegistry metrics;

  @AfterEach
  void stillAnswers() throws IOException {
    assertThat(call("GET /q/health/live HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../etc/passwd",
        "/a/../b",
        "/a/..",
        "/%2e%2E/b",
        "/a/.%2e/b",
        "/a/./b",
        "/a%2fb",
        "/a%2Fb",
        "/a%5cb",
        "/a%00b",
        "/a%0ab",
        "/a%7fb",
        "/admin;x=y/accounts",
        "/admin%3bx/accounts"
      })
  void anAmbiguousPathIsRefused(String path) throws IOException {
    var answer = call("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");

    assertEnvelope(answer, 400, "PATH_INVALID");
  }

  /** Quarkus refuses these itself, before any handler of ours, and says nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"/a\\b", "/a%zzb", "/a%2"})
  void aPathThatIsNoUriIsRefused(String path) throws IOException {
    assertThat(call("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(400);
  }

  @Test
  void anUnknownPathIsNotFound() throws IOException {
    assertEnvelope(call("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"), 404, "NOT_FOUND");
  }

  @Test
  void aLongUriIsRefused() throws IOException {
    var query = "q=" + "x".repeat(9_000);

    assertEnvelope(
        call("GET /billing/balance?" + query + " HTTP/1.1\r\nHost: x\r\n\r\n"),
        414,
        "URI_TOO_LONG");
  }

  @Test
  void aHeaderOf64KiBIsRefused() throws IOException {
    var answer = call("GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(64 * 1024) + "\r\n\r\n");

    assertEnvelope(answer, 431, "HEADERS_TOO_LARGE");
  }

  @Test
  void manyHeadersOf40KiBAreRefused() throws IOException {
    var headers = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      headers.append("X-H").append(i).append(": ").append("x".repeat(1024)).append("\r\n");
    }

    assertEnvelope(
        call("GET / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n"), 431, "HEADERS_TOO_LARGE");
  }

  @Test
  void aBodyAnnouncedWith11MiBIsRefusedBeforeItComes() throws IOException {
    assertEnvelope(call(post("Content-Length: " + ELEVEN_MIB)), 413, "BODY_TOO_LARGE");
  }

  @Test
  void aCallerWhoSendsThe11MiBAnywayReadsTheAnswer() throws IOException {
    try (var wire = new Wire(port)) {
      wire.send(post("Content-Length: " + ELEVEN_MIB)).send("x".repeat(ELEVEN_MIB));

      assertEnvelope(wire.receive(), 413, "BODY_TOO_LARGE");
      assertThat(wire.isHungUp()).isTrue();
    }
  }

  @Test
  void aChunkedBodyIsRefusedWhenItPasses10MiB() throws IOException {
    try (var wire = new Wire(port)) {
      wire.send(post("Transfer-Encoding: chunked")).sendChunked(ELEVEN_MIB);

      assertEnvelope(wire.receive(), 413, "BODY_TOO_LARGE");
      assertThat(wire.isHungUp()).isTrue();
    }
  }

  /** Nine tenths of it are never sent: the answer does not wait for them. */
  @Test
  void aDataUriOf100MBIsRefusedWithoutReadingIt() throws IOException {
    try (var wire = new Wire(port)) {
      wire.send(post("Content-Length: 100000000"))
          .send("{\"image_url\": \"data:image/png;base64," + "A".repeat(1_000_000));

      assertEnvelope(wire.receive(), 413, "BODY_TOO_LARGE");
      assertThat(wire.isHungUp()).isTrue();
    }
  }

  @Test
  void aChunkedBodyBelowTheBoundIsRead() throws IOException {
    var answer =
        call(post("Transfer-Encoding: chunked") + "e\r\n{\"name\": \"ann\"\r\n1\r\n}\r\n0\r\n\r\n");

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void aChunkedBodyIsAskedForWhenTheCallerWaitsToBeAsked() throws IOException {
    try (var wire = new Wire(port)) {
      wire.send(post("Transfer-Encoding: chunked\r\nExpect: 100-continue"));

      assertThat(wire.receive().status()).isEqualTo(100);
    }
  }

  /** That callers leave is no fault of ours, and nothing that an operator should be woken for. */
  @Test
  void aCallerWhoHangsUpWithinABodyIsCountedAsSuch() throws IOException {
    double ours = faults(FaultCode.UNKNOWN);
    double callers = faults(FaultCode.MALFORMED);

    try (var wire = new Wire(port)) {
      wire.send(post("Transfer-Encoding: chunked\r\nExpect: 100-continue"));
      assertThat(wire.receive().status()).isEqualTo(100);
      wire.send("9\r\n{\"name\": \r\n");
    }

    await().until(() -> faults(FaultCode.UNKNOWN) + faults(FaultCode.MALFORMED) > ours + callers);
    assertThat(faults(FaultCode.UNKNOWN)).isEqualTo(ours);
  }

  private double faults(FaultCode code) {
    return metrics.counter("millrace.http.faults", "code", code.name()).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\": ", "no json", "{\"name\": \"a\"} {}", "[]", "5", "null", ""})
  void aBodyThatIsNoJsonObjectIsRefused(String body) throws IOException {
    assertEnvelope(call(post("Content-Length: " + body.length()) + body), 400, "MALFORMED");
  }

  @Test
  void aBodyThatNestsTooDeepIsRefused() throws IOException {
    var body = "{\"name\":" + "[".repeat(100) + "]".repeat(100) + "}";

    assertEnvelope(call(post("Content-Length: " + body.length()) + body), 400, "MALFORMED");
  }

  @Test
  void anotherMediaTypeIsRefused() throws IOException {
    var answer =
        call(
            "POST /admin/accounts HTTP/1.1\r\n"
                + "Host: x\r\n"
                + "Content-Type: text/plain\r\n"
                + "Content-Length: 2\r\n"
                + "Authorization: Key "
                + adminKey
                + "\r\n\r\n{}");

    assertEnvelope(answer, 415, "MEDIA_TYPE_UNSUPPORTED");
  }

  @Test
  void aMediaTypeThatNobodyWritesIsRefused() throws IOException {
    assertEnvelope(
        call("GET /billing/balance HTTP/1.1\r\nHost: x\r\nAccept: image/png\r\n\r\n"),
        406,
        "NOT_ACCEPTABLE");
  }

  @Test
  void anotherMethodIsRefused() throws IOException {
    var answer = call("DELETE /billing/balance HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");

    assertEnvelope(answer, 405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void aHarmlessCorrelationIdComesBack() throws IOException {
    var answer = call("GET /x HTTP/1.1\r\nHost: x\r\nX-Request-Id: abc-1.2_Z\r\n\r\n");

    assertThat(answer.header("X-Request-Id")).isEqualTo("abc-1.2_Z");
    assertThat(json(answer).path("request_id").asText()).isEqualTo("abc-1.2_Z");
  }

  @Test
  void aHarmfulCorrelationIdIsReplaced() throws IOException {
    var answer = call("GET /x HTTP/1.1\r\nHost: x\r\nX-Request-Id: a b\"<>\r\n\r\n");

    assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{32}");
  }

  @Test
  void noAnswerTellsWhatServesIt() throws IOException {
    var answer = call("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer.header("Server")).isNull();
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  private String post(String header) {
    return "POST /admin/accounts HTTP/1.1\r\n"
        + "Host: x\r\n"
        + "Content-Type: application/json\r\n"
        + "Authorization: Key "
        + adminKey
        + "\r\n"
        + header
        + "\r\n\r\n";
  }

  private Wire.Answer call(String text) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.send(text).receive();
    }
  }

  private static void assertEnvelope(Wire.Answer answer, int status, String code)
      throws IOException {
    var json = json(answer);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).as(answer.toString()).startsWith("application/json");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
    assertThat(json.at("/details/code").asText()).isEqualTo(code);
    assertThat(json.path("statusCode").asInt()).isEqualTo(status);
    assertThat(json.path("error").asText()).isNotBlank().isEqualTo(json.path("message").asText());
    assertThat(json.path("request_id").asText()).isEqualTo(answer.header("X-Request-Id"));
  }

  private static JsonNode json(Wire.Answer answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
