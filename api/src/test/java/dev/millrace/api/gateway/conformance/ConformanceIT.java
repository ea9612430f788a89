package dev.millrace.api.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cell of the table: one face, one upstream, one trait. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ConformanceIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ConformanceTable TABLE = new ConformanceTable();
  private static Callers.Caller caller;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private FakeUpstream fake;

  static Stream<Arguments> cells() {
    return Face.all().stream()
        .flatMap(
            face ->
                Stream.of(Upstream.values())
                    .flatMap(
                        upstream ->
                            Stream.of(Trait.values())
                                .map(trait -> Arguments.of(face.title(), upstream, trait, face))));
  }

  @BeforeEach
  void open() throws IOException {
    fake = OneUpstream.afresh();
    Upstream.play(fake);
    if (caller == null) {
      caller = Callers.with("1000");
    }
  }

  @AfterAll
  static void tableIsAsPublished() throws IOException {
    TABLE.compare();
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("cells")
  void works(String title, Upstream upstream, Trait trait, Face face) throws Exception {
    for (boolean streamed : trait.streamed()) {
      fake = OneUpstream.afresh();
      Upstream.play(fake);
      if (trait == Trait.CANCEL) {
        cancels(face, upstream, streamed);
      } else {
        answers(face, upstream, trait, streamed);
      }
    }
    TABLE.seen(title, upstream, trait);
  }

  private void answers(Face face, Upstream upstream, Trait trait, boolean streamed)
      throws Exception {
    var response =
        HTTP.send(request(face, upstream, trait, streamed), HttpResponse.BodyHandlers.ofString());

    if (trait == Trait.ERROR) {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
      assertThat(face.whole(Scripts.json(response.body())).error)
          .contains("temperature is too high");
      return;
    }
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    var told =
        streamed
            ? face.stream(face.events(response.body()))
            : face.whole(Scripts.json(response.body()));
    if (trait == Trait.MID_STREAM_ERROR) {
      assertThat(told.text()).isEqualTo("Half an");
      assertThat(told.error).as(response.body()).isNotEmpty();
      assertThat(response.body()).as("nobody learns where it is").doesNotContain("10.0.0.7");
      return;
    }
    assertThat(told.error).isEmpty();
    assertThat(told.model).isEqualTo(model(upstream));
    assertThat(told.stop).as("why it ended").isNotEmpty();
    upstream.assertWish(trait, asked());
    assertSaid(trait, told, response.body());
    if (trait == Trait.USAGE) {
      assertThat(List.of(told.input, told.cached, told.output)).containsExactly(12L, 4L, 9L);
    }
  }

  private static void assertSaid(Trait trait, Told told, String reply) {
    switch (trait) {
      case PLAIN, STREAM, USAGE ->
          assertThat(told.text()).isEqualTo("A mill race is a channel. ☃ 水");
      case TOOLS -> {
        assertThat(told.calls()).containsExactly("weather {\"city\":\"Rome\"}");
        assertThat(told.ids()).containsExactly("call_rome");
      }
      case PARALLEL_TOOLS -> {
        assertThat(told.text()).isEqualTo("Let me look.");
        assertThat(told.calls())
            .containsExactly("weather {\"city\":\"Rome\"}", "weather {\"city\":\"Oslo\"}");
        assertThat(told.ids()).containsExactly("call_rome", "call_oslo");
      }
      case IMAGE_IN -> assertThat(told.text()).isEqualTo("red");
      case JSON_SCHEMA -> assertThat(told.text()).isEqualTo("{\"n\":42}");
      case REASONING -> {
        assertThat(told.reasoning()).as(reply).isEqualTo("Let me think.");
        assertThat(told.text()).isEqualTo("42");
      }
      case ERROR, MID_STREAM_ERROR, CANCEL -> throw new AssertionError("looked at elsewhere");
    }
  }

  /** Before the first byte, and in the middle: the upstream is cut when the caller leaves. */
  private void cancels(Face face, Upstream upstream, boolean streamed) throws Exception {
    var request = request(face, upstream, Trait.CANCEL, streamed);
    if (streamed) {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        assertThat(body.read()).isPositive();
      }
    } else {
      var waiting = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
      fake.awaitRequests(1);
      assertThat(waiting.cancel(true)).isTrue();
    }
    fake.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
    await().atMost(SOON).until(() -> fake.open() == 0);
  }

  private JsonNode asked() {
    return Scripts.json(fake.asked().getLast().body().toString());
  }

  private HttpRequest request(Face face, Upstream upstream, Trait trait, boolean streamed) {
    var model = model(upstream);
    var key = face.keyHeader().equals("Authorization") ? "Bearer " + caller.key() : caller.key();
    return HttpRequest.newBuilder(
            URI.create("http://localhost:" + port + face.path(model, streamed)))
        .timeout(Duration.ofSeconds(20))
        .header(face.keyHeader(), key)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(face.body(model, trait, streamed).toString()))
        .build();
  }

  private static String model(Upstream upstream) {
    return "test/" + upstream.folder();
  }
}
