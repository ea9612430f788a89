package dev.millrace.api.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.gateway.conformance.Scripts;
import dev.millrace.api.gateway.conformance.Upstream;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.EventReader;
import dev.millrace.api.testing.Runs;
import dev.millrace.api.testing.Wire;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls on conversational faces that are answered while the answer is made. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class GatewayStreamIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAIN = "Play the script [plain]";
  private static final String CHUNK =
      "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Because\"},\"finish_reason\":null}]}\n\n";

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void open() throws IOException {
    upstream = OneUpstream.afresh();
    Upstream.play(upstream);
    runs = Runs.with("100");
  }

  /** What a caller got: the head, all of the body, and what stood behind it. */
  private record Got(HttpClientResponse response, String body) {}

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void betweenTheSameProtocolsFramesPassAsTheyAre(Spoken face) throws Exception {
    var got = stream(face, face.model(), bodyWithUsage(face));

    assertThat(got.response().statusCode()).as(got.body()).isEqualTo(200);
    assertThat(got.response().getHeader("content-type")).isEqualTo("text/event-stream");
    assertThat(got.response().getHeader("x-accel-buffering")).isEqualTo("no");
    assertThat(got.body())
        .isEqualTo(
            Scripts.read(face.folder() + "/plain.sse")
                .replaceAll(
                    "gpt-4o-2024-08-06|claude-sonnet-4-5-20250929|gemini-2.5-flash", face.model()));
  }

  private static String bodyWithUsage(Spoken face) {
    var body = face.body(face.model(), true, PLAIN);
    return face == Spoken.CHAT
        ? body.replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},")
        : body;
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void whatItCostStandsBehindTheAnswer(Spoken face) throws Exception {
    for (var model : new String[] {face.model(), "test/gemini"}) {
      runs = Runs.with("100");
      var got = stream(face, model, face.body(model, true, PLAIN));

      assertThat(got.response().getHeader("trailer")).contains("x-millrace-cost");
      assertThat(got.response().getTrailer("x-millrace-cost")).isEqualTo("0.000028");
      assertThat(got.response().getTrailer("x-millrace-end-reason")).isEqualTo("stop");
      var item = runs.settled();
      assertThat(item.getString("totalPrice")).isEqualTo("0.000028");
      assertThat(item.getString("endReason")).isEqualTo("stop");
      assertThat(item.getString("id")).isEqualTo(got.response().getHeader("x-millrace-request-id"));
    }
  }

  @Test
  void aUsageThatWasNotAskedForIsMeteredAndNotShown() throws Exception {
    var got =
        stream(Spoken.CHAT, "test/openai-chat", Spoken.CHAT.body("test/openai-chat", true, PLAIN));

    var options = upstream.asked().getFirst().json().getJsonObject("stream_options");
    assertThat(options.getBoolean("include_usage")).isTrue();
    assertThat(got.body()).doesNotContain("prompt_tokens").endsWith("data: [DONE]\n\n");
    assertThat(runs.settled().getLong("usage.outputTokens")).isEqualTo(9);
  }

  @Test
  void withoutAltGeminiStreamsAnArray() throws Exception {
    for (var model : new String[] {"test/gemini", "test/anthropic", "local/chat"}) {
      var got =
          send(
              Spoken.GEMINI,
              "/v1beta/models/%s:streamGenerateContent".formatted(model),
              Spoken.GEMINI.body(model, true, PLAIN));

      assertThat(got.response().getHeader("content-type")).isEqualTo("application/json");
      var array = JSON.readTree(got.body());
      assertThat(array.isArray()).isTrue();
      assertThat(array.size()).isPositive();
      assertThat(array.get(0).at("/candidates/0/content/parts/0/text").asText()).isNotEmpty();
      assertThat(array.get(array.size() - 1).at("/candidates/0/finishReason").asText())
          .isEqualTo("STOP");
    }
  }

  @Test
  void anArrayThatBreaksOffIsStillOneAndEndsWithTheError() throws Exception {
    var got =
        send(
            Spoken.GEMINI,
            "/v1beta/models/test/gemini:streamGenerateContent",
            Spoken.GEMINI.body("", true, "Play the script [broken]"));

    JsonNode array = JSON.readTree(got.body());
    assertThat(array.get(0).at("/candidates/0/content/parts/0/text").asText()).isEqualTo("Half an");
    assertThat(array.get(array.size() - 1).at("/error/message").asText())
        .isNotEmpty()
        .doesNotContain("10.0.0.7");
    assertThat(got.response().getTrailer("x-millrace-end-reason")).isEqualTo("provider_ended");
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void aFailureBeforeTheFirstByteHasItsOwnStatus(Spoken face) throws Exception {
    upstream.onAnything(asked -> asked.answer(500, "{}"));

    var got = stream(face, face.model(), face.body(face.model(), true, PLAIN));

    assertThat(got.response().statusCode()).isEqualTo(502);
    assertThat(got.response().getHeader("content-type")).isEqualTo("application/json");
    assertThat(JSON.readTree(got.body()).at("/error/message").asText()).isNotEmpty();
    assertThat(upstream.lines()).hasSize(2);
    runs.hasLeft("100");
  }

  @Test
  void aStreamThatIsSilentForLongSaysThatItLives() throws Exception {
    upstream.onAnything(asked -> begin(asked));
    try (var events =
        EventReader.post(
            "http://localhost:" + port + "/v1/chat/completions",
            Spoken.CHAT.body("test/openai-chat", true, "hi"),
            "Authorization",
            "Bearer " + runs.caller().key(),
            "Content-Type",
            "application/json")) {
      assertThat(events.nextOfAny().data()).contains("Because");
      assertThat(events.nextOfAny().data()).isEqualTo(": hb");
    }
    await().until(() -> upstream.open() == 0);
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void aCallerWhoLeavesBeforeTheFirstByteCutsTheProvider(Spoken face) throws Exception {
    upstream.onAnything(
        asked ->
            asked
                .response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .write(": thinking\n\n"));
    for (boolean streamed : new boolean[] {true, false}) {
      runs = Runs.with("100");
      try (var wire = call(face, streamed)) {
        upstream.awaitRequests(1);
        assertThat(upstream.open()).isEqualTo(1);
      }
      await().until(() -> upstream.open() == 0);
      assertThat(runs.settled().getString("status")).isEqualTo("CANCELLED");
      runs.hasLeft("100");
    }
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void aCallerWhoLeavesBetweenAttemptsGetsNoFurtherOne(Spoken face) throws Exception {
    upstream.onAnything(
        asked -> {
          asked.response().putHeader("Retry-After", "2");
          asked.answer(503, "{}");
        });
    for (boolean streamed : new boolean[] {true, false}) {
      runs = Runs.with("100");
      upstream.forget();
      upstream.onAnything(
          asked -> {
            asked.response().putHeader("Retry-After", "2");
            asked.answer(503, "{}");
          });
      try (var wire = call(face, streamed)) {
        upstream.awaitRequests(1);
      }
      assertThat(runs.settled().getString("status")).isEqualTo("CANCELLED");
      assertThat(upstream.lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void aCallerWhoLeavesInTheMiddleCutsTheProviderAndPaysForWhatWasSaid(Spoken face)
      throws Exception {
    upstream.onAnything(GatewayStreamIT::begin);
    try (var wire = new Wire(port)) {
      wire.send(head(face, "test/openai-chat", true));
      wire.receive();
      assertThat(upstream.open()).isEqualTo(1);
    }
    await().until(() -> upstream.open() == 0);
    var item = runs.settled();
    assertThat(item.getString("endReason")).isEqualTo("client_left");
    assertThat(item.getString("output")).contains("Because");
  }

  private static void begin(FakeUpstream.Asked asked) {
    asked.response().setChunked(true).putHeader("Content-Type", "text/event-stream").write(CHUNK);
  }

  private Wire call(Spoken face, boolean streamed) throws IOException {
    return new Wire(port).send(head(face, face.model(), streamed));
  }

  private String head(Spoken face, String model, boolean streamed) {
    var body = face.body(model, streamed, PLAIN);
    return "POST %s HTTP/1.1\r\nHost: localhost\r\n%s: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(
            face.path(model, streamed),
            face.keyHeader(),
            face.key(runs.caller()),
            body.getBytes(UTF_8).length,
            body);
  }

  private Got stream(Spoken face, String model, String body) throws Exception {
    return send(face, face.path(model, true), body);
  }

  private Got send(Spoken face, String path, String body) throws Exception {
    var client = OneUpstream.VERTX.createHttpClient();
    return client
        .request(HttpMethod.POST, port, "localhost", path)
        .compose(
            request ->
                request
                    .putHeader(face.keyHeader(), face.key(runs.caller()))
                    .putHeader("Content-Type", "application/json")
                    .send(body))
        .compose(response -> response.body().map(all -> new Got(response, all.toString(UTF_8))))
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, SECONDS);
  }
}
