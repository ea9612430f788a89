package dev.millrace.api.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The models in the words of each protocol. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ModelsIT {
  @Test
  void whoeverAsksIsToldTheModelsThatCanBeCalledHere() {
    given()
        .get("/v1/models")
        .then()
        .statusCode(200)
        .body("object", equalTo("list"))
        .body("data.id", hasItems("test/openai-chat", "test/vectors", "local/chat"))
        .body("data.id", not(hasItem("local/echo")));
  }

  @Test
  void aModelSaysWhatItIsAndWhatItCosts() {
    given()
        .get("/v1/models/test/openai-chat")
        .then()
        .statusCode(200)
        .body("id", equalTo("test/openai-chat"))
        .body("object", equalTo("model"))
        .body("created", equalTo(0))
        .body("owned_by", equalTo("test"))
        .body("tier", equalTo("free"))
        .body("name", equalTo("Chat"))
        .body("modalities.input", contains("text", "image"))
        .body("modalities.output", contains("text"))
        .body("limit.output", equalTo(32768))
        .body("capability", equalTo("chat"))
        .body("faces", contains("chat", "responses", "messages", "gemini"))
        .body("pricing.currency", equalTo("USD"))
        .body("pricing.mode", equalTo("per_token"))
        .body("pricing.price.output_limit.maximum", equalTo(32768))
        .body("allowed", equalTo(true))
        .body("providers", contains("openai-compatible"));
    given()
        .get("/v1/models/test/thinker-pro")
        .then()
        .body("faces", contains("responses"))
        .body("pricing.mode", equalTo("per_token"));
    given().get("/v1/models/test/free-talk").then().body("pricing", nullValue());
  }

  @Test
  void whoeverHasTheListIsSentNothing() {
    var first = given().get("/v1/models").then().statusCode(200).extract();
    assertThat(first.contentType()).startsWith("application/json");
    assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=60");
    assertThat(first.header("Vary")).contains("Authorization", "anthropic-version");
    for (var path : List.of("/v1/models", "/v1/models/local/chat", "/v1beta/models")) {
      var tag = given().get(path).header("ETag");
      var again = given().header("If-None-Match", tag).get(path);
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.header("ETag")).isEqualTo(tag);
      assertThat(again.asString()).isEmpty();
    }
  }

  @Test
  void aKeyIsShownWhatItMayCallAndToldWhatItMayNot() {
    var account = Callers.with("1");
    var key =
        account
            .call()
            .body("{\"name\": \"narrow\", \"allowedModels\": [\"local/*\"]}")
            .post("/v1/api-keys")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getString("data.key");
    var narrow = new Callers.Caller(account.account(), key);

    narrow
        .call()
        .get("/v1/models")
        .then()
        .statusCode(200)
        .header("Cache-Control", "private, no-cache")
        .body("data.id", hasItem("local/chat"))
        .body("data.id", not(hasItem("test/openai-chat")));
    assertThat(narrow.call().get("/v1beta/models").jsonPath().<String>getList("models.name"))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("models/local/"));
    narrow
        .call()
        .get("/v1/models/test/openai-chat")
        .then()
        .statusCode(200)
        .body("allowed", equalTo(false));
  }

  @Test
  void pricesAreForWhoeverHasAKey() {
    assertThat(given().get("/v1/pricing").statusCode()).isEqualTo(401);
    var caller = Callers.with("1");
    var prices = caller.call().get("/v1/pricing").then().statusCode(200).extract();
    var chat = prices.jsonPath().getMap("models.find { it.model == 'test/openai-chat' }");
    assertThat(chat)
        .containsEntry("display_name", "Chat")
        .containsEntry("tier", "free")
        .containsEntry("input_per_million", 1)
        .containsEntry("output_per_million", 2)
        .containsEntry("cached_input_per_million", 0.5f)
        .containsEntry("mode", "per_token")
        .containsEntry("currency", "USD")
        .containsKeys("rate_card", "price", "cache_write_per_million", "reasoning_per_million");
    assertThat(prices.jsonPath().<String>getList("models.model")).doesNotContain("test/free-talk");
    caller
        .call()
        .header("If-None-Match", prices.header("ETag"))
        .get("/v1/pricing")
        .then()
        .statusCode(304);
  }

  @Test
  void anUnknownModelIsNotFoundInEachShape() {
    given()
        .get("/v1/models/test/nobody")
        .then()
        .statusCode(404)
        .body("error.code", equalTo("model_not_found"));
    given()
        .header("anthropic-version", "2023-06-01")
        .get("/v1/models/test/nobody")
        .then()
        .statusCode(404)
        .body("error.type", equalTo("not_found_error"));
    given()
        .get("/v1beta/models/test/nobody")
        .then()
        .statusCode(404)
        .body("error.status", equalTo("NOT_FOUND"));
  }

  @Test
  void aKeyThatComesIsLookedAt() {
    given()
        .header("Authorization", "Bearer mr_live_nonsense")
        .get("/v1/models")
        .then()
        .statusCode(401)
        .body("error.code", equalTo("key_invalid"));
    Callers.with("1").call().get("/v1/models").then().statusCode(200);
  }

  @Test
  void anthropicsClientsTurnPages() {
    var first = page("?limit=2");
    assertThat(first.getList("data")).hasSize(2);
    assertThat(first.getString("data[0].type")).isEqualTo("model");
    assertThat(first.getString("data[0].display_name")).isNotEmpty();
    assertThat(first.getBoolean("has_more")).isTrue();
    assertThat(first.<String>getList("data.id")).doesNotContain("test/vectors");

    var rest = page("?after_id=" + first.getString("last_id"));
    assertThat(rest.getBoolean("has_more")).isFalse();
    assertThat(rest.<String>getList("data.id"))
        .doesNotContainAnyElementsOf(first.<String>getList("data.id"))
        .doesNotContain("test/thinker-pro")
        .contains("local/chat");

    var before = page("?limit=1&before_id=" + first.getString("last_id"));
    assertThat(before.<String>getList("data.id")).containsExactly(first.getString("first_id"));
    given()
        .header("anthropic-version", "2023-06-01")
        .get("/v1/models?limit=many")
        .then()
        .statusCode(400)
        .body("error.type", equalTo("invalid_request_error"));
  }

  private static io.restassured.path.json.JsonPath page(String query) {
    return given()
        .header("anthropic-version", "2023-06-01")
        .get("/v1/models" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void geminisClientsTurnPages() {
    var first =
        given().get("/v1beta/models?pageSize=2").then().statusCode(200).extract().jsonPath();
    assertThat(first.<String>getList("models.name"))
        .hasSize(2)
        .allMatch(name -> name.startsWith("models/"));
    assertThat(first.<String>getList("models[0].supportedGenerationMethods"))
        .contains("generateContent", "streamGenerateContent");

    given()
        .get("/v1beta/models?pageToken=" + first.getString("nextPageToken"))
        .then()
        .statusCode(200)
        .body("models.name", hasItem("models/local/chat"))
        .body("nextPageToken", nullValue());
    given()
        .get("/v1beta/models/test/vectors")
        .then()
        .body("supportedGenerationMethods", hasItem("embedContent"));
    given().get("/v1beta/models?pageToken=x").then().statusCode(400);
  }

  @Test
  void aModelsOwnListHasItAlone() {
    given().get("/test/openai-chat/models").then().statusCode(401);
    Callers.with("1")
        .call()
        .get("/test/openai-chat/models")
        .then()
        .statusCode(200)
        .body("data.id", contains("test/openai-chat"));
  }

  @Test
  void onlyReadingIsAnswered() {
    assertThat(given().head("/v1/models").statusCode()).isEqualTo(200);
    given()
        .delete("/v1/models")
        .then()
        .statusCode(405)
        .body("error.code", equalTo("method_not_allowed"));
  }
}
