package dev.millrace.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.api.gateway.conformance.Scripts;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Runs;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams that their callers list and stop. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class LiveStreamsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String STREAMS = "/v1/user/streams";

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void open() throws IOException {
    upstream = OneUpstream.afresh();
    runs = Runs.with("100");
  }

  /** Every kind of stream, from an upstream that speaks the same and from one that does not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          openai-chat;      openai-chat; /v1/chat/completions;   {'stream':true,'messages':[{'role':'user','content':'hi'}]};             data: [DONE]
          openai-chat;      anthropic;   /v1/chat/completions;   {'stream':true,'messages':[{'role':'user','content':'hi'}]};             data: [DONE]
          openai-responses; openai-chat; /v1/responses;          {'stream':true,'input':'hi'};                                            'type':'response.incomplete'
          openai-responses; openai-responses; /v1/responses;     {'stream':true,'input':'hi'};                                            'type':'response.incomplete'
          anthropic;        anthropic;   /v1/messages;           {'stream':true,'max_tokens':9,'messages':[{'role':'user','content':'hi'}]}; 'type':'message_stop'
          anthropic;        openai-chat; /v1/messages;           {'stream':true,'max_tokens':9,'messages':[{'role':'user','content':'hi'}]}; 'type':'message_stop'
          gemini;           gemini;      /v1beta/models/test/gemini:streamGenerateContent?alt=sse; {'contents':[{'role':'user','parts':[{'text':'hi'}]}]}; 'finishReason':'STOP'
          model-proxy;      anthropic;   /v1/model-proxy/stream; {'options':{'messages':[{'role':'user','content':'hi'}]}};               'finishReason':'cancelled','costUsd':'0.
          run;              openai-chat; /run/test/openai-chat;  {'messages':[{'role':'user','content':'hi'}]};                           'endReason':'killed'
          """)
  void aStreamThatIsKilledEndsAsItsProtocolHasItAndWhatWasSaidIsCharged(
      String face, String model, String path, String body, String end) throws Exception {
    upstream.onAnything(asked -> hold(asked, model + "/held.sse"));
    var stream = stream(path, withModel(body, path, "test/" + model));

    var listed = listed(1);
    assertThat(listed.getString("data[0].model")).isEqualTo("test/" + model);
    assertThat(listed.getString("data[0].face")).isEqualTo(face);
    assertThat(listed.getString("data[0].startedAt")).endsWith("Z");
    assertThat(listed.getString("data[0].keyId")).isNotBlank();
    runs.caller().call().post(STREAMS + "/kill").then().body("killed_streams", equalTo(1));

    var got = stream.get(20, TimeUnit.SECONDS).replace('"', '\'');
    assertThat(got).contains("Half an").contains(end);
    await().atMost(SOON).until(() -> upstream.open() == 0);
    var item = runs.settled();
    assertThat(item.getString("id")).isEqualTo(listed.getString("data[0].id"));
    assertThat(item.getString("endReason")).isEqualTo("killed");
    assertThat(item.getString("status")).isEqualTo("COMPLETED");
    assertThat(item.getString("output")).contains("Half an");
    listed(0);
  }

  @Test
  void oneStreamIsStoppedAndTheOtherGoesOn() throws Exception {
    upstream.onAnything(asked -> hold(asked, "openai-chat/held.sse"));
    var first = stream("/v1/chat/completions", chat());
    var id = listed(1).getString("data[0].id");
    var second = stream("/v1/chat/completions", chat());
    listed(2);

    runs.caller().call().delete(STREAMS + "/" + id).then().body("killed_streams", equalTo(1));

    assertThat(first.get(20, TimeUnit.SECONDS)).endsWith("data: [DONE]\n\n");
    assertThat(second).isNotDone();
    var other = listed(1).getString("data[0].id");
    runs.caller()
        .call()
        .post(STREAMS + "/" + other + "/kill")
        .then()
        .body("killed_streams", equalTo(1));
    assertThat(second.get(20, TimeUnit.SECONDS)).endsWith("data: [DONE]\n\n");
  }

  @Test
  void aStreamThatHasSaidNothingIsRefusedAndFree() throws Exception {
    upstream.onAnything(asked -> hold(asked, ""));
    var stream = stream("/v1/chat/completions", chat());
    listed(1);

    runs.caller().call().post(STREAMS + "/kill").then().body("killed_streams", equalTo(1));

    assertThat(stream.get(20, TimeUnit.SECONDS)).contains("\"code\":\"cancelled\"");
    assertThat(runs.settled().getString("status")).isEqualTo("CANCELLED");
    runs.hasLeft("100");
  }

  @Test
  void anothersStreamsAreNeitherSeenNorStopped() throws Exception {
    upstream.onAnything(asked -> hold(asked, "openai-chat/held.sse"));
    var stream = stream("/v1/chat/completions", chat());
    var id = listed(1).getString("data[0].id");
    var other = Callers.with("1");

    other.call().get(STREAMS).then().statusCode(200).body("data", empty());
    other.call().post(STREAMS + "/kill").then().statusCode(200).body("killed_streams", equalTo(0));
    for (var unknown : new String[] {id, "none", "s0Z-----------------0"}) {
      other
          .call()
          .delete(STREAMS + "/" + unknown)
          .then()
          .statusCode(404)
          .body("details.code", equalTo("NOT_FOUND"));
    }

    assertThat(stream).isNotDone();
    runs.caller().call().post(STREAMS + "/kill").then().body("killed_streams", equalTo(1));
    stream.get(20, TimeUnit.SECONDS);
  }

  /** Says this much, and then for as long as it is heard that it lives. */
  private static void hold(FakeUpstream.Asked asked, String script) {
    var response = asked.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
    response.write(script.isEmpty() ? ": thinking\n\n" : Scripts.read(script) + "\n\n");
    OneUpstream.VERTX.setPeriodic(
        100,
        timer -> {
          if (response.closed()) {
            OneUpstream.VERTX.cancelTimer(timer);
          } else {
            response.write(": thinking\n\n");
          }
        });
  }

  private JsonPath listed(int count) {
    return await()
        .atMost(SOON)
        .until(
            () -> runs.caller().call().get(STREAMS).then().statusCode(200).extract().jsonPath(),
            page -> page.getList("data").size() == count);
  }

  private CompletableFuture<String> stream(String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(SOON)
            .header("Authorization", "Bearer " + runs.caller().key())
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  private static String chat() {
    return withModel(
        "{'stream':true,'messages':[{'role':'user','content':'hi'}]}", "", "test/openai-chat");
  }

  private static String withModel(String body, String path, String model) {
    var quoted = body.replace('\'', '"');
    return path.contains(model)
        ? quoted
        : quoted.replaceFirst("\\{", "{\"model\":\"" + model + "\",");
  }
}
