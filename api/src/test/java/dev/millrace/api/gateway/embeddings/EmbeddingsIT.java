package dev.millrace.api.gateway.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Endings;
import dev.millrace.api.testing.Runs;
import dev.millrace.api.testing.Wire;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** There is no worker here: the test ends what waits for one. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class EmbeddingsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String OPENAI = "POST /vectors/v1/embeddings";
  private static final String GEMINI =
      "POST /gemini-vectors/v1beta/models/embedder:batchEmbedContents";

  /** 1.5 and -2, lowest byte first. */
  private static final String BASE64 = "AADAPwAAAMA=";

  @Inject Endings endings;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void open() throws IOException {
    upstream = OneUpstream.afresh();
    runs = Runs.with("100");
  }

  @Test
  void aCallIsPaidAndKeptLikeAnyOther() {
    upstream.on(
        OPENAI,
        200,
        "{'object':'list','data':[{'index':1,'embedding':[2]},{'index':0,'embedding':[0.1]}],"
            + "'model':'ada','usage':{'prompt_tokens':9,'total_tokens':9}}");

    var id =
        embed("{'model':'test/vectors','input':['a','b'],'dimensions':1,'user':'u-1'}")
            .then()
            .statusCode(200)
            .header("x-millrace-cost", equalTo("0.000009"))
            .header("x-millrace-rate-card", containsString("per_token-"))
            .header("x-millrace-request-id", hasLength(21))
            .body("object", equalTo("list"))
            .body("model", equalTo("test/vectors"))
            .body("data", hasSize(2))
            .body("data[0].object", equalTo("embedding"))
            .body("data[0].index", equalTo(0))
            .body("data[0].embedding", equalTo(List.of(0.1f)))
            .body("data[1].embedding", equalTo(List.of(2)))
            .body("usage.prompt_tokens", equalTo(9))
            .body("usage.total_tokens", equalTo(9))
            .extract()
            .header("x-millrace-request-id");

    assertThat(asked()).isEqualTo(Calls.json("{'model':'ada','input':['a','b'],'dimensions':1}"));
    var item = runs.settled();
    assertThat(item.getString("id")).isEqualTo(id);
    assertThat(item.getString("modelEndpoint")).isEqualTo("test/vectors");
    assertThat(item.getBoolean("synchronous")).isTrue();
    assertThat(item.getString("metadata.user")).isEqualTo("u-1");
    runs.hasLeft("99.999991");
  }

  /** As OpenAI's own clients do it; and many a server knows nothing of base64. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {"'" + BASE64 + "'", "[1.5,-2]"})
  void base64IsAnsweredWhateverTheUpstreamSends(String sent) {
    upstream.on(OPENAI, 200, "{'data':[{'embedding':%s}]}".formatted(sent));

    embed("{'model':'vectors','input':'a','encoding_format':'base64'}")
        .then()
        .statusCode(200)
        .body("model", equalTo("vectors"))
        .body("data[0].embedding", equalTo(BASE64));

    assertThat(asked().path("encoding_format").asText()).isEqualTo("base64");
  }

  @Test
  void tokensPassToAnUpstreamThatTakesThem() {
    upstream.on(OPENAI, 200, "{'data':[{'embedding':[1]}]}");

    embed("{'model':'test/vectors','input':[1,2,3]}").then().statusCode(200);

    assertThat(asked().path("input")).isEqualTo(Calls.json("[1,2,3]"));
  }

  @Test
  void anUpstreamOfAnotherProtocolAnswersToo() {
    upstream.on(
        GEMINI,
        200,
        "{'embeddings':[{'values':[1.5,-2]},{'values':[3]}],'usageMetadata':{'promptTokenCount':4}}");

    embed("{'model':'test/gemini-vectors','input':['a','b'],'dimensions':2}")
        .then()
        .statusCode(200)
        .body("data[0].embedding", equalTo(List.of(1.5f, -2)))
        .body("data[1].embedding", equalTo(List.of(3)))
        .body("usage.prompt_tokens", equalTo(4));

    assertThat(asked().at("/requests/1"))
        .isEqualTo(
            Calls.json(
                "{'model':'models/embedder','content':{'parts':[{'text':'b'}]},'outputDimensionality':2}"));
  }

  @Test
  void theClientsOfGeminiAreAnsweredByAnyUpstream() {
    upstream.on(
        OPENAI, 200, "{'data':[{'embedding':[1]},{'embedding':[2]}],'usage':{'prompt_tokens':4}}");

    gemini(
            "test/vectors:batchEmbedContents",
            "{'requests':[{'content':{'parts':[{'text':'a'}]}},{'content':{'parts':[{'text':'b'}]}}]}")
        .then()
        .statusCode(200)
        .body("embeddings[0].values", equalTo(List.of(1)))
        .body("embeddings[1].values", equalTo(List.of(2)))
        .body("usageMetadata.promptTokenCount", equalTo(4));

    assertThat(asked()).isEqualTo(Calls.json("{'model':'ada','input':['a','b']}"));
    upstream.on(OPENAI, 200, "{'data':[{'embedding':[1]}]}");
    gemini("test/vectors:embedContent", "{'content':{'parts':[{'text':'a'}]}}")
        .then()
        .statusCode(200)
        .body("embedding.values", equalTo(List.of(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'input':'a'}|model|MALFORMED|400",
        "{'model':'test/vectors'}|input|MALFORMED|400",
        "{'model':'test/vectors','input':[]}|input|MALFORMED|400",
        "{'model':'test/vectors','input':''}|input|INVALID_INPUT|400",
        "{'model':'test/vectors','input':'a','dimensions':9}|dimensions|INVALID_INPUT|400",
        "{'model':'test/vectors','input':'a','truncate':true}|truncate|FIELD_UNSUPPORTED|400",
        "{'model':'local/minilm','input':'a','dimensions':9}|dimensions|FIELD_UNSUPPORTED|400",
        "{'model':'local/minilm','input':[1,2]}|input|FIELD_UNSUPPORTED|400",
        "{'model':'test/nobody','input':'a'}||MODEL_NOT_FOUND|404",
        "{'model':'test/openai-chat','input':'a'}||FACE_UNSUPPORTED|400",
      })
  void whatIsWrongIsNamedAsTheCallerHasIt(String body, String field, String code, int status) {
    embed(body)
        .then()
        .statusCode(status)
        .body("error.code", equalTo(code.toLowerCase(Locale.ROOT)))
        .body("error.param", equalTo(field));

    assertThat(upstream.asked()).isEmpty();
    assertThat(runs.known()).isZero();
  }

  @Test
  void aModelOfAnotherKindSaysWhereItAnswers() {
    embed("{'model':'test/openai-chat','input':'a'}")
        .then()
        .body("error.message", containsString("/v1/chat/completions"));
    gemini("local/image:embedContent", "{'content':{'parts':[{'text':'a'}]}}")
        .then()
        .statusCode(400)
        .body("error.status", equalTo("INVALID_ARGUMENT"))
        .body("error.message", containsString("/v1/images/generations"));
  }

  @Test
  void withoutKeyOrCreditNothingIsMade() {
    RestAssured.given()
        .contentType(ContentType.JSON)
        .body("{\"model\":\"test/vectors\",\"input\":\"a\"}")
        .post("/v1/embeddings")
        .then()
        .statusCode(401)
        .body("error.type", equalTo("authentication_error"));
    runs = Runs.with("0.000001");
    embed("{'model':'test/vectors','input':'a longer text'}")
        .then()
        .statusCode(402)
        .body("error.code", equalTo("insufficient_balance"));
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void anAnswerWithTooFewEmbeddingsIsNotPaidFor() {
    upstream.on(OPENAI, 200, "{'data':[{'embedding':[1]}],'usage':{'prompt_tokens':4}}");

    embed("{'model':'test/vectors','input':['a','b']}")
        .then()
        .statusCode(502)
        .body("error.code", equalTo("provider_broken"));

    runs.hasLeft("100");
  }

  @Test
  void aModelThatOnlyWorkersHaveIsWaitedFor() throws Exception {
    var answer =
        inBackground("{'model':'local/minilm','input':['a','b'],'encoding_format':'base64'}");

    endings.end(
        waiting(),
        new Verdict.Complete(
            "{\"embeddings\":[[1.5,-2],[0,0]]}",
            List.of(),
            Money.parse("0.000003"),
            Usage.ofTokens(3, 0, Duration.ofSeconds(1))));

    answer
        .get(SOON.toSeconds(), TimeUnit.SECONDS)
        .then()
        .statusCode(200)
        .header("x-millrace-cost", equalTo("0.000003"))
        .header("x-millrace-rate-card", startsWith("per_token-"))
        .body("data[0].embedding", equalTo(BASE64))
        .body("data[1].embedding", equalTo("AAAAAAAAAAA="))
        .body("usage.total_tokens", equalTo(3));
    assertThat(runs.settled().getBoolean("synchronous")).isFalse();
    runs.hasLeft("99.999997");
  }

  @Test
  void aFailureInTheQueueIsTheCallersAnswer() throws Exception {
    var answer = inBackground("{'model':'local/minilm','input':'a'}");

    endings.end(waiting(), new Verdict.Fail(Fault.of(FaultCode.PROVIDER_BROKEN, "it is broken")));

    answer
        .get(SOON.toSeconds(), TimeUnit.SECONDS)
        .then()
        .statusCode(502)
        .header("x-millrace-request-id", hasLength(21))
        .body("error.code", equalTo("provider_broken"));
    runs.hasLeft("100");
  }

  @Test
  void aWaitHasAnEndAndTakesTheRequestBack() {
    embed("{'model':'local/minilm','input':'a'}")
        .then()
        .statusCode(504)
        .body("error.code", equalTo("deadline_exceeded"));

    assertThat(runs.settled().getString("status")).isEqualTo("CANCELLED");
    runs.hasLeft("100");
  }

  @Test
  void aCallerWhoLeavesTakesItsRequestBack() throws Exception {
    try (var wire = new Wire(port)) {
      post(wire, "{'model':'local/minilm','input':'a'}");
      waiting();
    }

    await().atMost(SOON).until(() -> "CANCELLED".equals(runs.settled().getString("status")));
    runs.hasLeft("100");
  }

  @Test
  void aCallerWhoLeavesCutsTheUpstream() throws Exception {
    upstream.on(OPENAI, asked -> {});
    try (var wire = new Wire(port)) {
      post(wire, "{'model':'test/vectors','input':'a'}");
      upstream.awaitRequests(1);
    }

    upstream.cut().get(SOON.toSeconds(), TimeUnit.SECONDS);
    runs.hasLeft("100");
  }

  private void post(Wire wire, String body) throws IOException {
    wire.send(
        "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(runs.caller().key(), body.length(), body.replace('\'', '"')));
  }

  /** The caller's only request, once it is in the queue. */
  private RequestId waiting() {
    return RequestId.parse(runs.settled().getString("id")).orElseThrow();
  }

  private CompletableFuture<Response> inBackground(String body) {
    return CompletableFuture.supplyAsync(() -> embed(body));
  }

  private Response embed(String body) {
    return bearer(runs.caller()).body(body.replace('\'', '"')).post("/v1/embeddings");
  }

  private static RequestSpecification bearer(Callers.Caller caller) {
    return RestAssured.given()
        .header("Authorization", "Bearer " + caller.key())
        .contentType(ContentType.JSON);
  }

  private Response gemini(String modelAndMethod, String body) {
    return RestAssured.given()
        .urlEncodingEnabled(false)
        .header("x-goog-api-key", runs.caller().key())
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post("/v1beta/models/" + modelAndMethod);
  }

  private JsonNode asked() {
    return Calls.json(upstream.asked().getLast().body().toString());
  }
}
