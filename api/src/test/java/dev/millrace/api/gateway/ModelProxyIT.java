package dev.millrace.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

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
import io.restassured.response.Response;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Runtools' clients ask for. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ModelProxyIT {
  private static final String WHOLE = "/v1/model-proxy";
  private static final String STREAM = "/v1/model-proxy/stream";
  private static final String ASKED =
      "'messages':[{'role':'user','content':'Play the script [plain]'}]";

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void open() throws IOException {
    upstream = OneUpstream.afresh();
    Upstream.play(upstream);
    runs = Runs.with("100");
  }

  @Test
  void anAnswerHasEveryField() {
    var answer =
        ask(WHOLE, "test/anthropic", ASKED)
            .then()
            .statusCode(200)
            .contentType("application/json")
            .header("x-millrace-cost", "0.000028")
            .body("data.id", hasLength(21))
            .body("data.model", equalTo("test/anthropic"))
            .body("data.message.role", equalTo("assistant"))
            .body("data.message.content", equalTo("A mill race is a channel. ☃ 水"))
            .body("data.message.toolCalls", nullValue())
            .body("data.finishReason", equalTo("stop"))
            .body("data.usage.inputTokens", equalTo(12))
            .body("data.usage.outputTokens", equalTo(9))
            .body("data.usage.totalTokens", equalTo(21))
            .body("data.usage.cachedInputTokens", equalTo(4))
            .body("data.usage.reasoningTokens", equalTo(0))
            .body("data.costUsd", equalTo("0.000028"))
            .extract();

    var item = runs.settled();
    assertThat(item.getString("id")).isEqualTo(answer.path("data.id"));
    assertThat(item.getString("totalPrice")).isEqualTo("0.000028");
    runs.hasLeft("99.999972");
  }

  @Test
  void aStreamIsAnObjectALine() {
    var answer = ask(STREAM, "test/anthropic", ASKED);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/x-ndjson");
    assertThat(answer.header("Cache-Control")).startsWith("no-cache");
    assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
    var lines = answer.asString().lines().map(line -> line.replace('"', '\'')).toList();
    assertThat(lines.getFirst())
        .startsWith("{'type':'start','version':1,'id':'")
        .endsWith("','model':'test/anthropic'}");
    assertThat(lines.subList(1, lines.size() - 2))
        .allMatch(line -> line.startsWith("{'type':'text-delta','text':'"));
    assertThat(lines.get(lines.size() - 2))
        .isEqualTo(
            "{'type':'usage','usage':{'inputTokens':12,'outputTokens':9,'totalTokens':21,"
                + "'cachedInputTokens':4,'reasoningTokens':0}}");
    assertThat(lines.getLast())
        .isEqualTo("{'type':'finish','finishReason':'stop','costUsd':'0.000028'}");
    assertThat(runs.settled().getString("totalPrice")).isEqualTo("0.000028");
  }

  @Test
  void anAnswerThatBreaksOffEndsWithAnErrorAndWhatItCost() {
    var lines =
        ask(STREAM, "test/gemini", ASKED.replace("plain", "broken")).asString().lines().toList();

    assertThat(lines.getLast())
        .startsWith("{\"type\":\"error\",\"error\":{\"code\":\"PROVIDER_")
        .contains("\"requestId\":\"", "\"costUsd\":\"")
        .doesNotContain("10.0.0.7");
  }

  @Test
  void aModelThatAnswersOnOneFaceOnlyAnswersHereToo() {
    ask(WHOLE, "test/thinker-pro", ASKED).then().statusCode(200);
  }

  @Test
  void theModelThatNeedsNoProviderAnswersHereToo() {
    ask(WHOLE, "local/chat", ASKED)
        .then()
        .statusCode(200)
        .body("data.message.content", containsString("You said:"));
  }

  @Test
  void thePlatformsTierIsThePlatforms() {
    call("{'model':'test/anthropic','tier':'platform','options':{" + ASKED + "}}", WHOLE)
        .then()
        .statusCode(200)
        .body("data.costUsd", equalTo("0.000028"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          {'model':'test/nobody','options':{%s}};                     404; MODEL_UNKNOWN
          {'model':'test/vectors','options':{%s}};                    400; FACE_UNSUPPORTED
          {'model':'test/free-talk','options':{%s}};                  403; MODEL_UNPRICED
          {'options':{%s}};                                           400; MALFORMED
          {'model':'test/anthropic'};                                 400; MALFORMED
          {'model':'test/anthropic','options':{'messages':[]}};       400; MALFORMED
          {'model':'test/anthropic','tier':'gold','options':{%s}};    400; MALFORMED
          {'model':'test/anthropic','options':{%s,'madeUp':1}};       400; FIELD_UNSUPPORTED
          {'model':'test/anthropic','madeUp':1,'options':{%s}};       400; FIELD_UNSUPPORTED
          {'model':'test/anthropic','options':{%s,'seed':1}};         400; FIELD_UNSUPPORTED
          {;                                                          400; MALFORMED
          """)
  void aRefusalIsInRuntoolsEnvelope(String body, int status, String code) {
    for (var path : new String[] {WHOLE, STREAM}) {
      var refused = call(body.replace("%s", ASKED), path);

      refused
          .then()
          .statusCode(status)
          .contentType("application/json")
          .body("error.code", equalTo(code))
          .body("error.message", notNullValue())
          .body("error.requestId", equalTo(refused.header("X-Request-Id")))
          .body("statusCode", nullValue());
    }
    assertThat(upstream.lines()).isEmpty();
  }

  @Test
  void withoutAKeyAndWithoutCreditNothingIsDone() {
    Spoken.keyless()
        .body("{\"model\":\"test/anthropic\",\"options\":{}}")
        .post(WHOLE)
        .then()
        .statusCode(401)
        .body("error.code", equalTo("KEY_MISSING"));
    runs = Runs.with("0.0000001");
    ask(STREAM, "test/anthropic", ASKED)
        .then()
        .statusCode(402)
        .body("error.code", equalTo("INSUFFICIENT_BALANCE"));
    assertThat(upstream.lines()).isEmpty();
  }

  @Test
  void theModelsOfTheProxyAreListedWithWhatTheyCost() {
    var model = "data.platform.find { it.model == 'test/anthropic' }.";

    runs.caller()
        .call()
        .get("/v1/models/available")
        .then()
        .statusCode(200)
        .body(model + "displayName", equalTo("Chat"))
        .body(model + "available", equalTo(true))
        .body(model + "capabilities", contains("chat", "streaming", "tools", "vision"))
        .body(model + "pricing.currency", equalTo("USD"))
        .body(model + "pricing.mode", equalTo("per_token"))
        .body("data.platform.find { it.model == 'test/free-talk' }.available", equalTo(false))
        .body("data.platform.model", hasItems("local/chat", "test/thinker-pro"))
        .body("data.platform.model", not(hasItem("test/vectors")))
        .body("data.byok.model", hasItems("test/anthropic", "test/gemini"))
        .body(
            "data.byok.find { it.model == 'test/anthropic' }.requiresSecret",
            equalTo("ANTHROPIC_API_KEY"))
        .body("data.byok.find { it.model == 'test/anthropic' }.available", equalTo(false))
        .body("data.byok.model", not(hasItem("local/chat")));
    Spoken.keyless()
        .get("/v1/models/available")
        .then()
        .statusCode(401)
        .body("error.code", equalTo("KEY_MISSING"));
  }

  private Response ask(String path, String model, String options) {
    return call("{'model':'%s','options':{%s}}".formatted(model, options), path);
  }

  private Response call(String body, String path) {
    return runs.caller().call().body(body.replace('\'', '"')).post(path);
  }
}
