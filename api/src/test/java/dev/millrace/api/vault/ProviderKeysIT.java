package dev.millrace.api.vault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Provider keys over HTTP; what their desks decide is in {@link ProviderKeyDeskTest}. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ProviderKeysIT {
  private static final String SECRET = "sk-it-0123456789-secret-wxyz";

  @Inject Pool pool;

  private Callers.Caller ann;

  @BeforeEach
  void anAccount() {
    ann = Callers.with("1");
  }

  private Response make(String body) {
    return ann.call().body(body).post("/v1/provider-keys");
  }

  private String made() {
    var answer = make("{\"provider\": \"openai\", \"apiKey\": \"%s\"}".formatted(SECRET));
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    return answer.jsonPath().getString("providerKey.id");
  }

  @Test
  void aKeyIsMadeWithEachFieldOfRuntypeAndOfOurs() {
    var answer =
        make(
            """
            {"provider": "openai", "apiKey": "%s", "name": "mine", "settings": {"team": "a"}}
            """
                .formatted(SECRET));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.asString()).doesNotContain("0123456789");
    Map<String, Object> key = answer.jsonPath().getMap("providerKey");
    assertThat(key.keySet())
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "provider",
            "keyPreview",
            "isActive",
            "isDefault",
            "usageCount",
            "lastUsedAt",
            "createdAt",
            "updatedAt",
            "settings",
            "providerDisplayName",
            "onlyFor",
            "baseUrl",
            "models",
            "lastTestedAt",
            "lastTestValid");
    assertThat(key)
        .containsEntry("name", "mine")
        .containsEntry("provider", "openai")
        .containsEntry("keyPreview", "…wxyz")
        .containsEntry("isActive", true)
        .containsEntry("isDefault", true)
        .containsEntry("usageCount", 0)
        .containsEntry("lastUsedAt", null)
        .containsEntry("settings", Map.of("team", "a"))
        .containsEntry("providerDisplayName", "OpenAI")
        .containsEntry("onlyFor", null);
  }

  @Test
  void keysAreListedFoundAndFoundByProvider() {
    var id = made();

    ann.call()
        .get("/v1/provider-keys")
        .then()
        .statusCode(200)
        .body("providerKeys", hasSize(1))
        .body("providerKeys[0].id", equalTo(id));
    ann.call()
        .get("/v1/provider-keys/" + id)
        .then()
        .statusCode(200)
        .body("providerKey.id", equalTo(id));
    ann.call()
        .get("/v1/provider-keys/provider/openai")
        .then()
        .statusCode(200)
        .body("providerKeys", hasSize(1));
    ann.call()
        .get("/v1/provider-keys/provider/groq")
        .then()
        .statusCode(200)
        .body("providerKeys", hasSize(0));
  }

  @Test
  void aKeyIsChangedAndDeleted() {
    var id = made();

    ann.call()
        .body("{\"name\": \"other\", \"isActive\": false, \"isDefault\": false}")
        .patch("/v1/provider-keys/" + id)
        .then()
        .statusCode(200)
        .body("providerKey.name", equalTo("other"))
        .body("providerKey.isActive", equalTo(false))
        .body("providerKey.isDefault", equalTo(false));
    ann.call().delete("/v1/provider-keys/" + id).then().statusCode(204);
    ann.call().get("/v1/provider-keys/" + id).then().statusCode(404);
    ann.call().delete("/v1/provider-keys/" + id).then().statusCode(404);
  }

  @Test
  void theDatabaseHoldsNothingOfTheKey() throws Exception {
    var id = made();

    var row =
        pool.preparedQuery("select * from provider_key where id = $1")
            .execute(Tuple.of(UUID.fromString(id)))
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .iterator()
            .next();
    assertThat(row.deepToString()).doesNotContain("0123456789");
    assertThat(row.getString("master_key")).isEqualTo("test");
    assertThat(row.getBuffer("ciphertext").toString(StandardCharsets.ISO_8859_1))
        .doesNotContain("0123456789");
  }

  @Test
  void theKeysOfOthersAreNotThere() {
    var id = made();
    var bob = Callers.with("1");

    bob.call().get("/v1/provider-keys").then().body("providerKeys", hasSize(0));
    bob.call().get("/v1/provider-keys/" + id).then().statusCode(404);
    bob.call().body("{}").patch("/v1/provider-keys/" + id).then().statusCode(404);
    bob.call().delete("/v1/provider-keys/" + id).then().statusCode(404);
    bob.call().post("/v1/provider-keys/" + id + "/test").then().statusCode(404);
    bob.call().post("/v1/provider-keys/" + id + "/discover-models").then().statusCode(404);
    bob.call().post("/v1/provider-keys/" + id + "/sync-models").then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://models.example.com/v1",
        "https://127.0.0.1/v1",
        "https://10.0.0.1/v1",
        "https://169.254.169.254/latest",
        "https://[::1]/v1",
        "https://localhost:8443/v1"
      })
  void anAddressInThePrivateNetworkIsRefused(String url) {
    ann.call()
        .body("{\"baseUrl\": \"%s\", \"apiKey\": \"k\"}".formatted(url))
        .post("/v1/provider-keys/discover-models")
        .then()
        .statusCode(422)
        .body("details.validationErrors[0].instancePath", equalTo("/baseUrl"));
    make("{\"provider\": \"openai-compatible\", \"baseUrl\": \"%s\", \"apiKey\": \"k\"}"
            .formatted(url))
        .then()
        .statusCode(422)
        .body("details.validationErrors[0].instancePath", equalTo("/baseUrl"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"apiKey\": \"k\"} | 422",
        "{\"provider\": \"openai\"} | 422",
        "{\"provider\": \"openai\", \"apiKey\": \"k\", \"colour\": 1} | 400",
        "{\"provider\": \"openai\", \"apiKey\": 1} | 400",
        "[] | 400",
        "{ | 400"
      })
  void aBodyThatDoesNotFitIsRefused(String body, int status) {
    make(body).then().statusCode(status);
  }

  @Test
  void withoutAKeyOrTheScopeThereIsNothing() {
    var narrow =
        ann.call()
            .body("{\"name\": \"narrow\", \"scopes\": [\"models:run\"]}")
            .post("/v1/api-keys")
            .jsonPath()
            .getString("data.key");

    given().get("/v1/provider-keys").then().statusCode(401);
    new Callers.Caller(ann.account(), narrow)
        .call()
        .get("/v1/provider-keys")
        .then()
        .statusCode(403)
        .body("details.code", equalTo("FORBIDDEN"));
  }

  @Test
  void aTestKeyKeepsKeysAndReachesNoProvider() {
    var id = made();
    var key =
        ann.call()
            .body("{\"name\": \"test\", \"isTest\": true}")
            .post("/v1/api-keys")
            .jsonPath()
            .getString("data.key");
    var test = new Callers.Caller(ann.account(), key);

    test.call().get("/v1/provider-keys").then().statusCode(200);
    test.call()
        .post("/v1/provider-keys/" + id + "/test")
        .then()
        .statusCode(403)
        .body("message", containsString("test key"));
    test.call()
        .contentType(ContentType.JSON)
        .body("{\"baseUrl\": \"https://models.example.com/v1\", \"apiKey\": \"k\"}")
        .post("/v1/provider-keys/discover-models")
        .then()
        .statusCode(403);
  }
}
