package dev.millrace.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Ledger;
import dev.millrace.api.testing.Runs;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that the account pays its provider for, and calls that nobody pays for. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class OwnKeyIT {
  /** Shows by no shape that it is a key. */
  private static final String SECRET = "Walrus+Teapot.marble~Lantern";

  private static final String PAYER = "X-Millrace-Payer";
  private static final String SAID =
      "{'id':'c','object':'chat.completion','created':1,'model':'gpt-4o','choices':[{'index':0,"
          + "'message':{'role':'assistant','content':'hi'},'finish_reason':'stop'}],"
          + "'usage':{'prompt_tokens':7,'completion_tokens':5,'total_tokens':12}}";

  @Inject Ledger ledger;

  private FakeUpstream upstream;
  private Runs runs;

  @BeforeEach
  void openUpstream() throws IOException {
    upstream = OneUpstream.afresh();
    runs = Runs.with("1");
  }

  // ------------------------------------------------------------------------------------ own keys

  @ParameterizedTest
  @ValueSource(strings = {"test/owned", "test/asleep"})
  void aCallByAnOwnKeyIsMeteredAndCostsNothing(String model) {
    var key = ownOpenAiKey();
    upstream.onAnything(asked -> asked.answer(200, SAID));

    say(runs.caller(), model, false)
        .then()
        .statusCode(200)
        .body("choices[0].message.content", equalTo("hi"));

    sawTheCallersKeyAlone();
    var item = runs.settled();
    assertThat(item.getString("payer")).isEqualTo("account");
    assertThat(item.getString("providerKeyId")).isEqualTo(key);
    assertThat(item.getString("totalPrice")).isEqualTo("0");
    assertThat(item.getInt("usage.inputTokens")).isEqualTo(7);
    runs.hasLeft("1");
  }

  @Test
  void aStreamByAnOwnKeyDoesToo() {
    var key = ownOpenAiKey();
    upstream.onAnything(
        asked ->
            asked
                .response()
                .putHeader("content-type", "text/event-stream")
                .end(
                    ("data: {'choices':[{'index':0,'delta':{'content':'hi'}}]}\n\n"
                            + "data: {'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}\n\n"
                            + "data: {'choices':[],'usage':{'prompt_tokens':7,'completion_tokens':5,'total_tokens':12}}\n\n"
                            + "data: [DONE]\n\n")
                        .replace('\'', '"')));

    say(runs.caller(), "test/owned", true).then().statusCode(200).body(containsString("hi"));

    sawTheCallersKeyAlone();
    var item = runs.settled();
    assertThat(item.getString("providerKeyId")).isEqualTo(key);
    assertThat(item.getInt("usage.outputTokens")).isEqualTo(5);
    runs.hasLeft("1");
  }

  @Test
  void aQueuedRequestIsTakenInOnTheSameBasis() {
    var key = ownOpenAiKey();

    var id =
        runs.caller()
            .call()
            .body("{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}")
            .post("/test/owned")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("request_id");

    var row = ledger.requestsOf(runs.caller().account()).getFirst();
    assertThat(row.getString("payer")).isEqualTo("account");
    assertThat(row.getUUID("provider_key_id")).isEqualTo(UUID.fromString(key));
    assertThat(row.getLong("held")).isZero();
    assertThat(ledger.turnsOf(runs.caller().account()))
        .singleElement()
        .matches(turn -> !turn.isPlatforms());
    runs.caller().call().get("/requests/" + id).then().body("payer", equalTo("account"));
    runs.caller().call().put("/test/owned/requests/%s/cancel".formatted(id));
  }

  @Test
  void aCallMayHaveThePlatformPayInstead() {
    ownOpenAiKey();
    upstream.onAnything(asked -> asked.answer(200, SAID));

    runs.caller()
        .call()
        .header(PAYER, "platform")
        .body(body("test/owned", false))
        .post("/v1/chat/completions")
        .then()
        .statusCode(200);

    assertThat(authorization()).isEqualTo("Bearer key-of-ours");
    assertThat(runs.settled().getString("payer")).isEqualTo("platform");
  }

  @ParameterizedTest
  @CsvSource({"account, OWN_KEY_UNUSABLE", "somebody, MALFORMED"})
  void whoPaysHasToBeSomebodyWhoCan(String payer, String code) {
    runs.caller()
        .call()
        .header(PAYER, payer)
        .body("{\"messages\": []}")
        .post("/run/test/owned")
        .then()
        .statusCode(400)
        .body("details.code", equalTo(code));

    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void aModelThatOnlyAnOwnKeyCanRunSaysSo() {
    runs.caller()
        .call()
        .body("{\"messages\": []}")
        .post("/run/test/asleep")
        .then()
        .statusCode(403)
        .body("error", containsString("openai"));
  }

  @Test
  void aKeyThatTheProviderRefusesIsNamedAsTheCallersAndNotShown() {
    ownOpenAiKey();
    upstream.onAnything(
        asked ->
            asked.answer(
                401,
                "{'error':{'message':'wrong key %s'}}"
                    .formatted(asked.request().getHeader("authorization"))));

    runs.caller()
        .call()
        .body("{\"messages\": []}")
        .post("/run/test/owned")
        .then()
        .statusCode(422)
        .body("details.code", equalTo("OWN_KEY_REFUSED"))
        .body(not(containsString("Walrus")));

    assertThat(upstream.asked()).as("it is not tried again").hasSize(1);
    runs.hasLeft("1");
  }

  @Test
  void aModelOfAServerOfTheAccountsOwnIsCalledThere() {
    made(
        "{\"provider\": \"openai-compatible\", \"name\": \"my box\", \"apiKey\": \"%s\","
            + " \"baseUrl\": \"%s/box/v1\"}",
        SECRET, upstream.url());
    upstream.on("POST /box/v1/chat/completions", 200, SAID);

    await()
        .until(() -> say(runs.caller(), "own/my-box/llama3:8b", false).statusCode(), equalTo(200));

    assertThat(upstream.asked().getFirst().json().getString("model")).isEqualTo("llama3:8b");
    sawTheCallersKeyAlone();
    say(Callers.with("1"), "own/my-box/llama3:8b", false).then().statusCode(404);
    runs.hasLeft("1");
  }

  // ----------------------------------------------------------------------------------- test keys

  @ParameterizedTest
  @ValueSource(strings = {"test/owned", "test/asleep", "local/chat"})
  void aTestKeyIsAnsweredWithoutAnyProvider(String model) {
    ownOpenAiKey();
    var test = testKey();

    for (var streamed : new boolean[] {false, true}) {
      say(test, model, streamed).then().statusCode(200);
    }

    assertThat(upstream.asked()).isEmpty();
    var requests = test.call().get("/requests").then().statusCode(200).extract().jsonPath();
    assertThat(requests.<String>getList("data.payer")).containsOnly("nobody");
    runs.hasLeft("1");
  }

  @Test
  void aTestKeyIsRefusedWhereNothingStandsIn() {
    testKey()
        .call()
        .body("{\"model\": \"test/vectors\", \"input\": \"hi\"}")
        .post("/v1/embeddings")
        .then()
        .statusCode(403);

    assertThat(upstream.asked()).isEmpty();
  }

  // ------------------------------------------------------------------------------------- helpers

  /** Once calls go by it. */
  private String ownOpenAiKey() {
    var id = made("{\"provider\": \"openai\", \"apiKey\": \"%s\"}", SECRET);
    await()
        .until(
            () ->
                runs.caller()
                    .call()
                    .body("{\"endpoint\": \"test/owned\", \"input\": {\"messages\": []}}")
                    .post("/billing/quote")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("amount"),
            equalTo("0"));
    return id;
  }

  private String made(String body, Object... values) {
    return runs.caller()
        .call()
        .body(body.formatted(values))
        .post("/v1/provider-keys")
        .then()
        .statusCode(201)
        .extract()
        .path("providerKey.id");
  }

  private Callers.Caller testKey() {
    var key =
        runs.caller()
            .call()
            .body("{\"name\": \"trial\", \"isTest\": true}")
            .post("/v1/api-keys")
            .then()
            .statusCode(201)
            .body("data.key", notNullValue())
            .extract()
            .<String>path("data.key");
    return new Callers.Caller(runs.caller().account(), key);
  }

  private static Response say(Callers.Caller caller, String model, boolean streamed) {
    return caller.call().body(body(model, streamed)).post("/v1/chat/completions");
  }

  private static String body(String model, boolean streamed) {
    return "{\"model\": \"%s\", \"stream\": %s, \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}"
        .formatted(model, streamed);
  }

  private String authorization() {
    return upstream.asked().getFirst().request().getHeader("authorization");
  }

  private void sawTheCallersKeyAlone() {
    assertThat(upstream.asked())
        .isNotEmpty()
        .allSatisfy(
            asked ->
                assertThat(asked.request().headers().entries().toString())
                    .contains("Bearer " + SECRET)
                    .doesNotContain("key-of-ours"));
  }
}
