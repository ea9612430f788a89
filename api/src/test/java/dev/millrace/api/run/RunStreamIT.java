package dev.millrace.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.api.testing.EventReader;
import dev.millrace.api.testing.Runs;
import dev.millrace.api.testing.Wire;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import dev.millrace.token.Tokenizer;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls whose answers are handed out while they are made, and what they cost however they end. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class RunStreamIT {
  private static final String PROMPT = "Why do mills need water?";
  private static final String CHAT =
      "{\"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}".formatted(PROMPT);
  private static final String USAGE =
      "{'choices':[],'usage':{'prompt_tokens':7,'completion_tokens':5,'total_tokens':12}}";
  private static final String STOP = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";

  @TestHTTPResource("/")
  String url;

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void openUpstream() throws IOException {
    upstream = OneUpstream.afresh();
    runs = Runs.with("1");
  }

  @Test
  void aLocalModelIsHeardWordByWord() {
    try (var events = stream("local/chat")) {
      assertThat(events.status()).isEqualTo(200);
      assertThat(events.header("content-type")).isEqualTo("text/event-stream");
      var text = new StringBuilder();
      var event = events.next();
      for (; event.name().equals("delta"); event = events.next()) {
        text.append(event.json().path("text").asText());
      }
      assertThat(event.name()).isEqualTo("completed");
      assertThat(event.json().at("/output/message/content").asText()).isEqualTo(text.toString());
      assertThat(event.json().path("endReason").asText()).isEqualTo("stop");
      assertThat(event.json().path("requestId").asText())
          .isEqualTo(events.header("x-millrace-request-id"));
      assertThat(events.next().name()).isEqualTo("end");
      var cost = new BigDecimal(event.json().path("cost").asText());
      runs.hasLeft(BigDecimal.ONE.subtract(cost).toPlainString());
    }
    assertThat(runs.settled().getString("endReason")).isEqualTo("stop");
  }

  /** Torn in the middle of a character, with the provider's usage at the end. */
  @Test
  void piecesArriveWhileTheProviderStillSpeaks() throws Exception {
    var held = new CompletableFuture<HttpServerResponse>();
    upstream.onAnything(
        asked -> {
          var response = begin(asked);
          var chunk = event(delta("Wasser für Mühlen")).getBytes();
          int within = new String(chunk, StandardCharsets.UTF_8).indexOf('ü');
          response.write(Buffer.buffer(chunk).slice(0, within + 1));
          response.write(Buffer.buffer(chunk).slice(within + 1, chunk.length));
          held.complete(response);
        });
    try (var events = stream("test/chat")) {
      var first = events.next();
      assertThat(first.json().path("text").asText())
          .as(first.toString())
          .isEqualTo("Wasser für Mühlen");
      assertThat(upstream.open()).isEqualTo(1);
      assertThat(upstream.asked().getFirst().json().getBoolean("stream")).isTrue();

      held.join().write(event(STOP)).compose(sent -> held.join().write(event(USAGE)));
      held.join().end(Buffer.buffer("data: [DONE]\n\n"));

      var last = events.next();
      assertThat(last.name()).isEqualTo("completed");
      assertThat(last.json().path("cost").asText()).isEqualTo("0.017");
      assertThat(last.json().at("/output/choices/0/message/content").asText())
          .isEqualTo("Wasser für Mühlen");
      assertThat(last.json().at("/usage/outputTokens").asInt()).isEqualTo(5);
    }
    runs.hasLeft("0.983");
  }

  @Test
  void withoutAUsageTokensAreCounted() {
    upstream.onAnything(
        asked -> {
          begin(asked).write(event(delta("Because they turn.")));
          asked.response().write(event(STOP));
          asked.response().end("data: [DONE]\n\n");
        });
    try (var events = stream("test/chat")) {
      events.next();
      var last = events.next();
      assertThat(last.json().at("/usage/inputTokens").asLong()).isEqualTo(inputTokens());
      assertThat(last.json().at("/usage/outputTokens").asLong())
          .isEqualTo(tokens("Because they turn."));
    }
    runs.hasLeft(leftAfter("Because they turn."));
  }

  @Test
  void aCallerWhoLeavesInTheMiddleCutsTheProviderAndPaysForWhatWasSaid() {
    upstream.onAnything(asked -> begin(asked).write(event(delta("Because they turn."))));
    try (var events = stream("test/chat")) {
      assertThat(events.next().name()).isEqualTo("delta");
      assertThat(upstream.open()).isEqualTo(1);
    }

    await().until(() -> upstream.open() == 0);
    var item = runs.settled();
    assertThat(item.getString("status")).isEqualTo("COMPLETED");
    assertThat(item.getString("endReason")).isEqualTo("client_left");
    assertThat(item.getString("output.choices[0].message.content")).isEqualTo("Because they turn.");
    runs.hasLeft(leftAfter("Because they turn."));
  }

  @Test
  void aCallerWhoLeavesBeforeTheFirstWordPaysNothing() throws Exception {
    upstream.onAnything(asked -> begin(asked).write(": thinking\n\n"));
    try (var wire = new Wire(URI.create(url).getPort())) {
      wire.send(
          "POST /run/test/chat HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key %s\r\n"
                  .formatted(runs.caller().key())
              + "Accept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(CHAT.length(), CHAT));
      upstream.awaitRequests(1);
    }

    await().until(() -> upstream.open() == 0);
    assertThat(runs.settled().getString("status")).isEqualTo("CANCELLED");
    runs.hasLeft("1");
  }

  @Test
  void aProviderThatBreaksOffIsPaidForWhatWasSaid() {
    upstream.onAnything(
        asked ->
            begin(asked)
                .write(event(delta("Because they turn.")))
                .onSuccess(
                    sent ->
                        OneUpstream.VERTX.setTimer(
                            50, later -> asked.request().connection().close())));
    try (var events = stream("test/chat")) {
      events.next();
      var last = events.next();
      assertThat(last.name()).isEqualTo("error");
      assertThat(last.json().at("/details/code").asText()).isEqualTo("PROVIDER_UNREACHABLE");
      assertThat(last.json().at("/details/endReason").asText()).isEqualTo("provider_ended");
      assertThat(last.json().at("/details/cost").asText()).isNotEmpty();
      assertThat(events.next().name()).isEqualTo("end");
    }
    var item = runs.settled();
    assertThat(item.getString("status")).isEqualTo("COMPLETED");
    assertThat(item.getString("endReason")).isEqualTo("provider_ended");
    runs.hasLeft(leftAfter("Because they turn."));
  }

  @Test
  void theTextOfAnErrorIsNotPaid() {
    upstream.onAnything(
        asked -> {
          begin(asked).write(event(delta("Because they turn.")));
          asked.response().write(event("{'error':{'message':'out of memory on our side'}}"));
        });
    try (var events = stream("test/chat")) {
      events.next();
      assertThat(events.next().json().at("/details/endReason").asText())
          .isEqualTo("provider_ended");
    }
    await().until(() -> upstream.open() == 0);
    runs.hasLeft(leftAfter("Because they turn."));
  }

  @Test
  void anErrorBeforeTheFirstWordIsTriedAgainThenHasItsOwnStatusAndIsFree() {
    upstream.onAnything(asked -> begin(asked).end(event("{'error':{'message':'no'}}").toString()));
    try (var events = stream("test/chat")) {
      assertThat(events.status()).isEqualTo(502);
      assertThat(events.header("content-type")).isEqualTo("application/json");
    }
    assertThat(upstream.lines()).hasSize(2);
    assertThat(runs.settled().getString("status")).isEqualTo("FAILED");
    runs.hasLeft("1");
  }

  @Test
  void aProviderThatFallsSilentIsCutAndPaidForWhatWasSaid() {
    upstream.onAnything(asked -> begin(asked).write(event(delta("Because they turn."))));
    try (var events = stream("test/chat")) {
      events.next();
      var last = events.next();
      assertThat(last.json().at("/details/code").asText()).isEqualTo("PROVIDER_TIMED_OUT");
      assertThat(last.json().at("/details/endReason").asText()).isEqualTo("timed_out");
    }
    await().until(() -> upstream.open() == 0);
    runs.hasLeft(leftAfter("Because they turn."));
  }

  @Test
  void aUsageBeyondTheReservationIsCutToIt() {
    upstream.onAnything(
        asked -> {
          begin(asked).write(event(delta("x")));
          asked.response().write(event(STOP));
          asked.response().write(event(USAGE.replace("7", "7000000")));
          asked.response().end("data: [DONE]\n\n");
        });
    try (var events = stream("test/chat")) {
      events.next();
      var cost = new BigDecimal(events.next().json().path("cost").asText());
      assertThat(cost).isLessThan(BigDecimal.ONE);
      runs.hasLeft(BigDecimal.ONE.subtract(cost).toPlainString());
    }
  }

  @Test
  void aReaderThatReadsNothingIsHungUpOn() throws Exception {
    upstream.onAnything(
        asked -> {
          begin(asked).write(event(USAGE));
          flood(asked.response());
        });
    try (var wire = new Wire(URI.create(url).getPort())) {
      wire.send(
          "POST /run/test/chat HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key %s\r\n"
                  .formatted(runs.caller().key())
              + "Accept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(CHAT.length(), CHAT));

      assertThat(runs.settled().getString("endReason")).isEqualTo("client_left");
      assertThat(upstream.open()).isZero();
    }
  }

  @Test
  void aModelThatCannotBeStreamedSaysAllAtItsEnd() {
    try (var events = stream("local/echo")) {
      var only = events.next();
      assertThat(only.name()).isEqualTo("completed");
      assertThat(only.json().at("/output/messages/0/content").asText()).isEqualTo(PROMPT);
      assertThat(only.json().has("endReason")).isFalse();
    }
    runs.hasLeft("0.9999");
  }

  private EventReader stream(String model) {
    return EventReader.post(
        url + "run/" + model,
        CHAT,
        "Authorization",
        "Key " + runs.caller().key(),
        "Content-Type",
        "application/json",
        "Accept",
        "text/event-stream");
  }

  private static void flood(HttpServerResponse response) {
    while (!response.closed() && !response.writeQueueFull()) {
      response.write(event(delta("water ".repeat(5000))));
    }
    if (!response.closed()) {
      response.drainHandler(room -> flood(response));
    }
  }

  private static HttpServerResponse begin(FakeUpstream.Asked asked) {
    return asked
        .response()
        .setChunked(true)
        .putHeader("content-type", "text/event-stream; charset=utf-8");
  }

  private static String delta(String text) {
    return "{'choices':[{'index':0,'delta':{'content':'%s'}}]}".formatted(text);
  }

  private static Buffer event(String json) {
    return Buffer.buffer("data: " + json.replace('\'', '"') + "\n\n");
  }

  private static long tokens(String text) {
    return Tokenizer.of("gpt-4o").count(text);
  }

  private static long inputTokens() {
    return tokens("user") + tokens(PROMPT);
  }

  /** A dollar less the price of the prompt and of that answer. */
  private static String leftAfter(String answer) {
    var cost = inputTokens() * 1000 + tokens(answer) * 2000;
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(cost, 6)).toPlainString();
  }
}
