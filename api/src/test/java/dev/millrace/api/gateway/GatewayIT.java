package dev.millrace.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.matchesPattern;

import dev.millrace.api.gateway.conformance.Scripts;
import dev.millrace.api.gateway.conformance.Upstream;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Runs;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls on conversational faces that are answered in one piece. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class GatewayIT {
  private static final String PLAIN = "Play the script [plain]";

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void open() throws IOException {
    upstream = OneUpstream.afresh();
    Upstream.play(upstream);
    runs = Runs.with("100");
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void aCallIsPaidAndKeptLikeAnyOther(Spoken face) {
    var response =
        face.say(runs.caller(), face.model(), PLAIN)
            .then()
            .statusCode(200)
            .header("x-millrace-request-id", hasLength(21))
            .header("x-millrace-cost", equalTo("0.000028"))
            .header("x-millrace-rate-card", containsString("per_token-"))
            .header("x-millrace-latency-ms", matchesPattern("\\d+"))
            .extract();

    var item = runs.settled();
    assertThat(item.getString("id")).isEqualTo(response.header("x-millrace-request-id"));
    assertThat(item.getString("model")).isEqualTo(face.model());
    assertThat(item.getString("totalPrice")).isEqualTo("0.000028");
    assertThat(item.getBoolean("synchronous")).isTrue();
    assertThat(item.getLong("usage.outputTokens")).isEqualTo(9);
    assertThat(item.getString("input")).contains(PLAIN);
    assertThat(item.getString("output")).contains("A mill race is a channel.");
    runs.hasLeft("99.999972");
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void theModelThatNeedsNoProviderAnswersEverywhere(Spoken face) {
    assertThat(face.say(runs.caller(), "local/chat", "Why?").statusCode()).isEqualTo(200);
  }

  /** Odd spacing, odd numbers, fields that we have never heard of: nothing is made anew. */
  @Test
  void betweenTheSameProtocolsBytesPassAsTheyAre() {
    var asked =
        """
        { "messages":[ {"role":"user" ,"content":"h\\u00fc \\"model\\": x"} ],
          "model" : "test/openai-chat", "made_up":{"model":"mine", "n":1.50e+01}, "temperature":1.0 }
        """;
    var answered =
        Scripts.read("openai-chat/plain.json").replace("\"created\": ", "\"created\"  :\t");
    upstream.onAnything(one -> one.answer(200, answered));

    var told = Spoken.CHAT.call(runs.caller()).body(asked).post("/v1/chat/completions");

    assertThat(upstream.asked().getFirst().body().toString())
        .isEqualTo(asked.replace("test/openai-chat", "gpt-4o"));
    assertThat(told.asString())
        .isEqualTo(answered.replace("gpt-4o-2024-08-06", "test/openai-chat"));
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void anUnknownModelIsNotFound(Spoken face) {
    face.assertError(face.say(runs.caller(), "test/nobody", "hi"), 404, "MODEL_UNKNOWN");
    assertThat(runs.known()).isZero();
  }

  @Test
  void anAliasIsEnoughWhereOnlyOneModelHasIt() {
    Spoken.CHAT
        .say(runs.caller(), "openai-chat", PLAIN)
        .then()
        .statusCode(200)
        .body("model", equalTo("openai-chat"));
    Spoken.GEMINI
        .call(runs.caller())
        .body(Spoken.GEMINI.body("", false, PLAIN))
        .post("/v1beta/models/gemini:generateContent")
        .then()
        .statusCode(200);

    var twins = Spoken.CHAT.say(runs.caller(), "twin", PLAIN);
    Spoken.CHAT.assertError(twins, 404, "MODEL_UNKNOWN");
    assertThat(twins.asString()).contains("test/twin").contains("other/twin");
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void anEmbeddingModelIsReferredToItsOwnPath(Spoken face) {
    var refused = face.say(runs.caller(), "test/vectors", "hi");

    face.assertError(refused, 400, "FACE_UNSUPPORTED");
    assertThat(refused.asString()).contains("/v1/embeddings");
  }

  @ParameterizedTest
  @EnumSource(value = Spoken.class, mode = EnumSource.Mode.EXCLUDE, names = "RESPONSES")
  void aModelIsClosedToFacesThatItDoesNotName(Spoken face) {
    var refused = face.say(runs.caller(), "test/thinker-pro", "hi");

    face.assertError(refused, 400, "FACE_UNSUPPORTED");
    assertThat(refused.asString()).contains("/v1/responses").doesNotContain("generateContent");
  }

  @Test
  void aModelAnswersOnTheFaceThatItNames() {
    assertThat(Spoken.RESPONSES.say(runs.caller(), "test/thinker-pro", PLAIN).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void withoutAKeyNothingIsDone(Spoken face) {
    var refused =
        Spoken.keyless()
            .body(face.body(face.model(), false, "hi"))
            .post(face.path(face.model(), false));

    face.assertError(refused, 401, "KEY_MISSING");
    assertThat(refused.header("x-should-retry")).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "x-api-key", "x-goog-api-key"})
  void aKeyIsTakenInEveryPlace(String header) {
    var key = header.equals("Authorization") ? "Key " + runs.caller().key() : runs.caller().key();
    for (var face : Spoken.values()) {
      Spoken.keyless()
          .header(header, key)
          .body(face.body(face.model(), false, PLAIN))
          .post(face.path(face.model(), false))
          .then()
          .statusCode(200);
    }
  }

  @Test
  void geminisClientsMayPutTheKeyIntoTheQuery() {
    var face = Spoken.GEMINI;
    Spoken.keyless()
        .body(face.body("", false, PLAIN))
        .post(face.path(face.model(), false) + "?key=" + runs.caller().key())
        .then()
        .statusCode(200);
    Spoken.keyless()
        .body(Spoken.CHAT.body(face.model(), false, PLAIN))
        .post("/v1/chat/completions?key=" + runs.caller().key())
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void withoutEnoughCreditNothingIsBegun(Spoken face) {
    var poor = Runs.with("0.00001");

    face.assertError(face.say(poor.caller(), face.model(), PLAIN), 402, "INSUFFICIENT_BALANCE");
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void aModelWithoutAPriceIsNotCalled() {
    Spoken.CHAT.assertError(
        Spoken.CHAT.say(runs.caller(), "test/free-talk", PLAIN), 403, "MODEL_UNPRICED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHAT      | {'model':'test/gemini','messages':[]}",
        "CHAT      | {'model':'test/gemini'}",
        "CHAT      | {'messages':[{'role':'user','content':'hi'}]}",
        "CHAT      | {'model':5,'messages':[{'role':'user','content':'hi'}]}",
        "CHAT      | {'model':'test/gemini','stream':'yes','messages':[{'role':'user','content':'hi'}]}",
        "CHAT      | {'model':'test/gemini','store':1,'messages':[{'role':'user','content':'hi'}]}",
        "CHAT      | {'model':'test/gemini','metadata':{'a':1},'messages':[{'role':'user','content':'hi'}]}",
        "CHAT      | {'model':'test/gemini','n':0,'messages':[{'role':'user','content':'hi'}]}",
        "CHAT      | {'model':'test/gemini','messages':[{'role':'tool','tool_call_id':'x','content':'5'}]}",
        "CHAT      | {'model':'test/gemini','messages':[{'role':'user','content':'hi'}]} {}",
        "CHAT      | {'model':'test/gemini',",
        "CHAT      | []",
        "RESPONSES | {'model':'test/gemini','stream':1,'input':'hi'}",
        "RESPONSES | {'model':'test/gemini','input':[{'type':'function_call_output','call_id':'x','output':'5'}]}",
        "RESPONSES | {'model':'test/gemini','background':'yes','input':'hi'}",
        "MESSAGES  | {'model':'test/gemini','max_tokens':5,'messages':[]}",
        "MESSAGES  | {'model':'test/gemini','max_tokens':5,'stream':'no','messages':[{'role':'user','content':'hi'}]}",
        "MESSAGES  | {'model':'test/gemini','max_tokens':5,'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'x'}]}]}",
        "GEMINI    | {'contents':[]}",
        "GEMINI    | {'contents':'hi'}"
      })
  void whatIsNotTheProtocolIsRefused(Spoken face, String body) {
    var refused =
        face.call(runs.caller())
            .body(body.replace('\'', '"'))
            .post(face.path("test/openai-chat", false));

    face.assertError(refused, 400, "MALFORMED");
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void aRefusalNamesTheField() {
    Spoken.CHAT
        .call(runs.caller())
        .body(
            "{\"model\":\"test/openai-chat\",\"stream\":\"yes\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .post("/v1/chat/completions")
        .then()
        .body("error.param", equalTo("stream"));
  }

  /** Before anything is sent, and in the caller's own words. */
  @Test
  void whatTheProviderCannotBeToldIsRefusedByName() {
    var refused =
        Spoken.CHAT
            .call(runs.caller())
            .body(
                "{\"model\":\"test/anthropic\",\"seed\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
            .post("/v1/chat/completions");

    Spoken.CHAT.assertError(refused, 400, "FIELD_UNSUPPORTED");
    assertThat(refused.jsonPath().getString("error.param")).isEqualTo("seed");
    assertThat(upstream.asked()).isEmpty();
    runs.hasLeft("100");
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void bytesThatAreNoTextAreRefused(Spoken face) {
    var body =
        face.body(face.model(), false, "x").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    body[body.length - 6] = (byte) 0xc3;

    face.assertError(
        face.call(runs.caller())
            .contentType("application/json")
            .body(body)
            .post(face.path(face.model(), false)),
        400,
        "MALFORMED");
  }

  @Test
  void anotherMediaTypeIsRefused() {
    Spoken.MESSAGES.assertError(
        Spoken.MESSAGES
            .call(runs.caller())
            .contentType("text/plain")
            .body("{}")
            .post("/v1/messages"),
        415,
        "MEDIA_TYPE_UNSUPPORTED");
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void tenMegabytesAreTheMost(Spoken face) {
    face.assertError(
        face.say(runs.caller(), face.model(), PLAIN + "x".repeat(10 * 1024 * 1024)),
        413,
        "BODY_TOO_LARGE");
  }

  @Test
  void almostTenMegabytesOfAPicturePass() {
    var picture = "A".repeat(9 * 1024 * 1024);
    var body =
        """
        {"model":"test/gemini","max_tokens":5,"messages":[{"role":"user","content":[
          {"type":"text","text":"%s"},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"%s"}}]}]}
        """
            .formatted(PLAIN, picture);

    Spoken.MESSAGES.call(runs.caller()).body(body).post("/v1/messages").then().statusCode(200);

    assertThat(upstream.asked().getFirst().body().toString()).contains(picture);
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void aBusyProvidersPatienceIsPassedOn(Spoken face) {
    upstream.onAnything(
        asked -> {
          asked.response().putHeader("Retry-After", "30");
          asked.answer(429, "{}");
        });

    var refused = face.say(runs.caller(), face.model(), PLAIN);

    face.assertError(refused, 429, "PROVIDER_BUSY");
    assertThat(refused.header("Retry-After")).isEqualTo("30");
    assertThat(refused.header("retry-after-ms")).isEqualTo("30000");
    assertThat(upstream.lines()).hasSize(1);
    runs.hasLeft("100");
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void aBrokenProviderIsTriedAgainAndThenFree(Spoken face) {
    upstream.onAnything(asked -> asked.answer(500, "<html>"));

    face.assertError(face.say(runs.caller(), face.model(), PLAIN), 502, "PROVIDER_BROKEN");

    assertThat(upstream.lines()).hasSize(2);
    runs.hasLeft("100");
  }

  @Test
  void aModelsOwnPathNeedsNoModelInTheBody() {
    var body = "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}";
    var path = "/test/openai-chat/chat/completions";

    Spoken.CHAT
        .call(runs.caller())
        .body(body.formatted(PLAIN, ""))
        .post(path)
        .then()
        .statusCode(200)
        .body("model", equalTo("test/openai-chat"));
    assertThat(upstream.asked().getFirst().json().getString("model")).isEqualTo("gpt-4o");
    for (var same : new String[] {"test/openai-chat", "openai-chat"}) {
      Spoken.CHAT
          .call(runs.caller())
          .body(body.formatted(PLAIN, ",\"model\":\"%s\"".formatted(same)))
          .post(path)
          .then()
          .statusCode(200);
    }
    Spoken.CHAT.assertError(
        Spoken.CHAT
            .call(runs.caller())
            .body(body.formatted(PLAIN, ",\"model\":\"test/gemini\""))
            .post(path),
        400,
        "MALFORMED");
  }

  @Test
  void onAModelsOwnPathForMessagesTheBodysModelIsNotLookedAt() {
    Spoken.MESSAGES
        .call(runs.caller())
        .body(Spoken.MESSAGES.body("claude-3-opus", false, PLAIN))
        .post("/test/anthropic/v1/messages")
        .then()
        .statusCode(200)
        .body("model", equalTo("test/anthropic"));
    Spoken.MESSAGES.assertError(
        Spoken.MESSAGES.call(runs.caller()).body("{}").post("/test/nobody/v1/messages"),
        404,
        "MODEL_UNKNOWN");
  }

  @Test
  void openAisChatIsAlsoWhereGeminisClientsOfOpenAiLookForIt() {
    Spoken.CHAT
        .call(runs.caller())
        .body(Spoken.CHAT.body("test/gemini", false, PLAIN))
        .post("/v1beta/openai/chat/completions")
        .then()
        .statusCode(200)
        .body("object", equalTo("chat.completion"));
  }

  @Test
  void labelsAreKeptAndContentsAreNotWhereTheCallerSaysSo() {
    Spoken.CHAT
        .call(runs.caller())
        .body(
            "{\"model\":\"test/openai-chat\",\"store\":false,\"metadata\":{\"team\":\"a\"},\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(PLAIN))
        .post("/v1/chat/completions")
        .then()
        .statusCode(200);

    var item = runs.settled();
    assertThat(item.getString("metadata.team")).isEqualTo("a");
    assertThat(item.getString("input")).isNull();
    assertThat(item.getString("output")).isNull();
  }

  @Test
  void aHeaderKeepsContentsOutOfTheHistoryToo() {
    Spoken.GEMINI
        .call(runs.caller())
        .header("X-Modelrunner-Store-IO", "0")
        .body(Spoken.GEMINI.body("", false, PLAIN))
        .post(Spoken.GEMINI.path("test/gemini", false))
        .then()
        .statusCode(200);

    assertThat(runs.settled().getString("output")).isNull();
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void anotherMethodIsRefused(Spoken face) {
    var refused = face.call(runs.caller()).put(face.path(face.model(), false));

    face.assertError(refused, 405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void theAmountSetAsideIsNeverLessThanTheCharge() {
    upstream.onAnything(
        asked ->
            asked.answer(
                200,
                Scripts.read("openai-chat/plain.json")
                    .replace("\"prompt_tokens\": 12", "\"prompt_tokens\": 900000")
                    .toLowerCase(Locale.ROOT)));

    var cost = Spoken.CHAT.say(runs.caller(), "test/openai-chat", PLAIN).header("x-millrace-cost");

    assertThat(new BigDecimal(cost)).isLessThan(BigDecimal.ONE);
    assertThat(runs.settled().getString("totalPrice")).isEqualTo(cost);
  }
}
