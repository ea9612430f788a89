package dev.millrace.api.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Upstreams that do what none should, as a caller of each face meets them. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class OddUpstreamsIT {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String SECRET = "key-of-ours";
  private static Callers.Caller caller;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private FakeUpstream fake;

  /** What an upstream does with a call, and with what status the caller is answered. */
  private enum Oddity {
    ANSWERS_HTML(
        502,
        asked ->
            asked
                .response()
                .putHeader("content-type", "text/html")
                .end("<html>Welcome to nginx " + SECRET + "</html>")),
    TRUNCATES_ITS_JSON(
        502, asked -> json(asked.response()).end("{\"choices\":[{\"message\":{\"cont")),
    ANSWERS_SOMETHING_ELSE(502, asked -> json(asked.response()).end("{\"hello\":\"world\"}")),
    ANSWERS_NOTHING(502, asked -> json(asked.response()).end()),
    HANGS_UP_AT_ONCE(502, asked -> asked.request().connection().close()),
    REFUSES_OUR_KEY(
        502,
        asked ->
            json(asked.response())
                .setStatusCode(401)
                .end("{\"error\":{\"message\":\"Incorrect API key " + SECRET + "\"}}"));

    private final int status;
    private final Consumer<FakeUpstream.Asked> answer;

    Oddity(int status, Consumer<FakeUpstream.Asked> answer) {
      this.status = status;
      this.answer = answer;
    }

    private static HttpServerResponse json(HttpServerResponse response) {
      return response.putHeader("content-type", "application/json");
    }
  }

  static Stream<Arguments> oddities() {
    return Face.all().stream()
        .flatMap(
            face -> Stream.of(Oddity.values()).map(odd -> Arguments.of(face.title(), odd, face)));
  }

  static Stream<Arguments> faces() {
    return Face.all().stream().map(face -> Arguments.of(face.title(), face));
  }

  @BeforeEach
  void open() throws IOException {
    fake = OneUpstream.afresh();
    if (caller == null) {
      caller = Callers.with("1000");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("oddities")
  void whatIsNoAnswerIsTheProvidersFault(String title, Oddity odd, Face face) throws Exception {
    fake.onAnything(odd.answer);

    for (boolean streamed : new boolean[] {false, true}) {
      var response = send(face, "test/openai-chat", streamed);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(odd.status);
      assertThat(face.whole(Scripts.json(response.body())).error).isNotEmpty();
      assertThat(response.body()).doesNotContain(SECRET).doesNotContain("127.0.0.1");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faces")
  void anUpstreamThatNeverSendsAByteIsGivenUp(String title, Face face) throws Exception {
    fake.onAnything(asked -> {});

    for (boolean streamed : new boolean[] {false, true}) {
      var response = send(face, "test/hasty", streamed);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
      assertThat(face.whole(Scripts.json(response.body())).error).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faces")
  void anUpstreamThatHangsUpWithinAFrameBreaksTheAnswerOff(String title, Face face)
      throws Exception {
    fake.onAnything(
        asked ->
            begun(asked)
                .write("data: {\"choices\":[{\"index\":0,\"del")
                .onSuccess(sent -> asked.request().connection().close()));

    assertBrokenOff(face);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faces")
  void aFrameOfTenMegabytesBreaksTheAnswerOff(String title, Face face) throws Exception {
    var words = "x".repeat(10 * 1024 * 1024);
    fake.onAnything(
        asked ->
            begun(asked)
                .end(
                    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n"
                        .formatted(words)));

    assertBrokenOff(face);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faces")
  void anUpstreamThatFallsSilentBreaksTheAnswerOff(String title, Face face) throws Exception {
    fake.onAnything(OddUpstreamsIT::begun);

    assertBrokenOff(face);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faces")
  void theNextRouteAnswersInAnotherDialect(String title, Face face) throws Exception {
    Upstream.play(fake);
    fake.on("POST /first/v1/chat/completions", 500, "{'error':{'message':'no'}}");

    for (boolean streamed : new boolean[] {false, true}) {
      var response = send(face, "test/two-ways", streamed);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      var told =
          streamed
              ? face.stream(face.events(response.body()))
              : face.whole(Scripts.json(response.body()));
      assertThat(told.text()).isEqualTo("A mill race is a channel. ☃ 水");
      assertThat(fake.lines())
          .endsWith("POST /first/v1/chat/completions", "POST /anthropic/v1/messages");
    }
  }

  /** Has said something, and says more. */
  private static HttpServerResponse begun(FakeUpstream.Asked asked) {
    var response = asked.response().setChunked(true).putHeader("content-type", "text/event-stream");
    response.write(Scripts.read("openai-chat/held.sse"));
    return response;
  }

  private void assertBrokenOff(Face face) throws Exception {
    var response = send(face, "test/openai-chat", true);

    assertThat(response.statusCode()).isEqualTo(200);
    var told = face.stream(face.events(response.body()));
    assertThat(told.text()).isEqualTo("Half an");
    assertThat(told.error).as(response.body()).isNotEmpty();
  }

  private HttpResponse<String> send(Face face, String model, boolean streamed) throws Exception {
    var key = face.keyHeader().equals("Authorization") ? "Bearer " + caller.key() : caller.key();
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + face.path(model, streamed)))
            .timeout(Duration.ofSeconds(20))
            .header(face.keyHeader(), key)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    face.body(model, Trait.PLAIN, streamed).toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
