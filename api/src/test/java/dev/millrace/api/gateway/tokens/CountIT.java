package dev.millrace.api.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;

import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Runs;
import dev.millrace.dialect.Samples;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import dev.millrace.token.PromptTokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class CountIT {
  private static final String COUNTED_BY = "x-millrace-counted-by";
  private static final String HELLO = "'messages':[{'role':'user','content':'hello world'}]";

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void open() throws IOException {
    upstream = OneUpstream.afresh();
    runs = Runs.with("1");
  }

  @Test
  void theProviderIsAskedWhereItSpeaksTheCallersProtocol() {
    upstream.on("POST /anthropic/v1/messages/count_tokens", 200, "{'input_tokens':12,'more':1}");

    messages("{'model':'test/anthropic','system':'s',%s}".formatted(HELLO))
        .then()
        .statusCode(200)
        .header(COUNTED_BY, equalTo("provider"))
        .body("input_tokens", equalTo(12))
        .body("more", equalTo(1));

    assertThat(Calls.json(upstream.asked().getLast().body().toString()))
        .isEqualTo(Calls.json("{'model':'claude-sonnet-4-5','system':'s',%s}".formatted(HELLO)));
  }

  @Test
  void geminisProviderIsAskedInBothForms() {
    upstream.on(
        "POST /gemini/v1beta/models/gemini-2.5-flash:countTokens", 200, "{'totalTokens':7}");
    var contents = "'contents':[{'role':'user','parts':[{'text':'hello world'}]}]";

    gemini("test/gemini", "{%s}".formatted(contents))
        .then()
        .statusCode(200)
        .header(COUNTED_BY, equalTo("provider"))
        .body("totalTokens", equalTo(7));
    gemini(
            "test/gemini",
            "{'generateContentRequest':{'model':'models/test/gemini',%s}}".formatted(contents))
        .then()
        .statusCode(200)
        .body("totalTokens", equalTo(7));

    assertThat(
            Calls.json(upstream.asked().getLast().body().toString())
                .at("/generateContentRequest/model")
                .asText())
        .isEqualTo("models/gemini-2.5-flash");
  }

  @Test
  void theProviderOfResponsesIsAskedToo() {
    upstream.on("POST /openai-responses/v1/responses/input_tokens", 200, "{'input_tokens':5}");

    responses("{'model':'test/openai-responses','input':'hello world'}")
        .then()
        .statusCode(200)
        .body("input_tokens", equalTo(5));
  }

  @Test
  void elseWeCountOurselves() {
    messages("{'model':'test/openai-chat',%s}".formatted(HELLO))
        .then()
        .statusCode(200)
        .header(COUNTED_BY, equalTo("millrace"))
        .body("input_tokens", greaterThanOrEqualTo(2))
        .body("input_tokens", lessThan(20));
    gemini(
            "test/openai-chat",
            "{'generateContentRequest':{'model':'m','systemInstruction':{'parts':[{'text':'hello'}]},'contents':[{'parts':[{'text':'hello world'}]}]}}")
        .then()
        .statusCode(200)
        .header(COUNTED_BY, equalTo("millrace"))
        .body("totalTokens", greaterThanOrEqualTo(3));
    responses("{'model':'test/openai-chat','input':'hello world'}")
        .then()
        .statusCode(200)
        .body("object", equalTo("response.input_tokens"))
        .body("input_tokens", greaterThanOrEqualTo(2));
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void aPictureHasAFixedCount() {
    messages(
            "{'model':'test/openai-chat','messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'%s'}}]}]}"
                .formatted(Samples.PNG))
        .then()
        .statusCode(200)
        .body("input_tokens", greaterThanOrEqualTo(PromptTokens.OF_IMAGE))
        .body("input_tokens", lessThan(PromptTokens.OF_IMAGE + 20));
  }

  @Test
  void toolsAndInstructionsCount() {
    int bare = messages("{'model':'test/openai-chat',%s}".formatted(HELLO)).path("input_tokens");

    messages(
            "{'model':'test/openai-chat','system':'Be brief.','tools':[{'name':'weather','description':'Says what the weather is','input_schema':{'type':'object'}}],%s}"
                .formatted(HELLO))
        .then()
        .body("input_tokens", greaterThan(bare + 8));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 429, 500})
  void aProviderThatDoesNotCountIsNobodysFault(int status) {
    upstream.onAnything(asked -> asked.answer(status, "{}"));

    messages("{'model':'test/anthropic',%s}".formatted(HELLO))
        .then()
        .statusCode(200)
        .header(COUNTED_BY, equalTo("millrace"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]", "{'input_tokens':'many'}", "{'input_tokens':-1}", "<html>"})
  void aProvidersCountThatIsNoneDoesNotCount(String reply) {
    upstream.onAnything(asked -> asked.answer(200, reply));

    messages("{'model':'test/anthropic',%s}".formatted(HELLO))
        .then()
        .statusCode(200)
        .header(COUNTED_BY, equalTo("millrace"));
  }

  @Test
  void aSilentProviderIsNotWaitedForLong() {
    upstream.onAnything(asked -> {});

    messages("{'model':'test/anthropic',%s}".formatted(HELLO))
        .then()
        .statusCode(200)
        .header(COUNTED_BY, equalTo("millrace"));
  }

  @Test
  void theModelMayStandInThePath() {
    post("/test/openai-chat/v1/messages/count_tokens", "{'model':'anything',%s}".formatted(HELLO))
        .then()
        .statusCode(200)
        .body("input_tokens", greaterThanOrEqualTo(2));
  }

  @Test
  void countingCostsNothing() {
    messages("{'model':'test/openai-chat',%s}".formatted(HELLO)).then().statusCode(200);

    assertThat(runs.known()).isZero();
    runs.hasLeft("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'model':'test/openai-chat','messages':[]}|400|invalid_request_error",
        "{'model':'test/openai-chat'}|400|invalid_request_error",
        "{'messages':[{'role':'user','content':'a'}]}|400|invalid_request_error",
        "{'model':'test/vectors','messages':[{'role':'user','content':'a'}]}|400|invalid_request_error",
        "{'model':'test/nobody','messages':[{'role':'user','content':'a'}]}|404|not_found_error",
      })
  void whatIsWrongIsSaidInTheCallersProtocol(String body, int status, String type) {
    messages(body)
        .then()
        .statusCode(status)
        .body("type", equalTo("error"))
        .body("error.type", equalTo(type));
  }

  @Test
  void aModelThatIsClosedToAProtocolIsNotCountedThereEither() {
    messages("{'model':'test/thinker-pro',%s}".formatted(HELLO)).then().statusCode(400);
  }

  @Test
  void whoIsNobodyCountsNothing() {
    RestAssured.given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/v1/messages/count_tokens")
        .then()
        .statusCode(401)
        .body("error.type", equalTo("authentication_error"));
  }

  private Response messages(String body) {
    return post("/v1/messages/count_tokens", body);
  }

  private Response responses(String body) {
    return post("/v1/responses/input_tokens", body);
  }

  private Response gemini(String model, String body) {
    return post("/v1beta/models/%s:countTokens".formatted(model), body);
  }

  private Response post(String path, String body) {
    return RestAssured.given()
        .urlEncodingEnabled(false)
        .header("x-api-key", runs.caller().key())
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post(path);
  }
}
