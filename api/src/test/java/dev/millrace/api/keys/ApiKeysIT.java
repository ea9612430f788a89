package dev.millrace.api.keys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Ledger;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API keys over HTTP; what their desks decide is in {@link KeyDeskTest}. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ApiKeysIT {
  /** Shorter than what a node knows stays fresh: whoever follows so soon was told. */
  private static final Duration TOLD = Duration.ofSeconds(3);

  @Inject Ledger ledger;

  private Callers.Caller ann;

  @BeforeEach
  void anAccount() {
    ann = Callers.with("5");
  }

  @Test
  void aKeyIsMadeWithEachFieldOfRuntoolsAndOfOurs() {
    var answer =
        ann.call()
            .body(
                """
                {"name": "a key", "scopes": ["models:run", "files:*"], "expiresIn": "30d",
                 "isTest": true, "projectId": "p-1", "allowedModels": ["local/*"],
                 "allowedIps": ["127.0.0.0/8"], "limits": {"requestsPerMinute": 7},
                 "spendCaps": {"day": "1.5"}}
                """)
            .post("/v1/api-keys");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    var key = answer.jsonPath().getMap("data");
    assertThat(key.keySet())
        .map(Object::toString)
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "keyPrefix",
            "scopes",
            "projectId",
            "expiresAt",
            "lastUsedAt",
            "revokedAt",
            "createdAt",
            "status",
            "ownerUserId",
            "ownerDisplayName",
            "ownerEmail",
            "allowedModels",
            "allowedIps",
            "limits",
            "spendCaps",
            "isTest",
            "updatedAt",
            "replacedBy",
            "key");
    assertThat(UUID.fromString(key.get("id").toString())).isNotNull();
    assertThat(key.get("name")).isEqualTo("a key");
    assertThat(key.get("key").toString()).startsWith("mr_test_");
    assertThat(key.get("key").toString()).startsWith(key.get("keyPrefix").toString());
    assertThat(key.get("scopes")).isEqualTo(List.of("files:*", "models:run"));
    assertThat(key.get("projectId")).isEqualTo("p-1");
    assertThat(Instant.parse(key.get("expiresAt").toString()))
        .isEqualTo(Instant.parse(key.get("createdAt").toString()).plus(Duration.ofDays(30)));
    assertThat(key.get("lastUsedAt")).isNull();
    assertThat(key.get("revokedAt")).isNull();
    assertThat(key.get("status")).isEqualTo("active");
    assertThat(key.get("ownerUserId")).isEqualTo(ann.account());
    assertThat(key.get("ownerDisplayName")).isEqualTo("test");
    assertThat(key.get("ownerEmail")).isNull();
    assertThat(key.get("allowedModels")).isEqualTo(List.of("local/*"));
    assertThat(key.get("allowedIps")).isEqualTo(List.of("127.0.0.0/8"));
    assertThat(answer.jsonPath().getMap("data.limits")).containsEntry("requestsPerMinute", 7);
    assertThat(answer.jsonPath().getString("data.spendCaps.day")).isEqualTo("1.5");
    assertThat(key.get("isTest")).isEqualTo(true);
    assertThat(answer.jsonPath().getString("message")).contains("only time");
    assertThat(answer.jsonPath().getMap("$")).doesNotContainKey("replaced");
  }

  @Test
  void aKeyThatWasMadeWorksAndIsNeverShownAgain() {
    var made = made("{\"name\": \"a key\"}");

    assertThat(with(made.getString("data.key")).get("/billing/balance").statusCode())
        .isEqualTo(200);
    var found = ann.call().get("/v1/api-keys/" + made.getString("data.id"));
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.asString())
        .doesNotContain(made.getString("data.key"))
        .doesNotContain("\"key\"");
    assertThat(ann.call().get("/v1/api-keys").asString())
        .doesNotContain(made.getString("data.key"));
    assertThat(ledger.run("select * from api_key where id = $1", id(made)).toString())
        .doesNotContain(made.getString("data.key"));
  }

  private static UUID id(JsonPath made) {
    return UUID.fromString(made.getString("data.id"));
  }

  @Test
  void keysAreListedInPagesOfTheirOwnAccount() {
    made("{\"name\": \"one\"}");
    made("{\"name\": \"two\"}");

    var first = ann.call().get("/v1/api-keys?limit=2").jsonPath();
    assertThat(first.getList("data.name")).containsExactly("two", "one");
    assertThat(first.getBoolean("meta.hasMore")).isTrue();

    var rest =
        ann.call()
            .get("/v1/api-keys?limit=2&cursor=" + first.getString("meta.nextCursor"))
            .jsonPath();
    assertThat(rest.getList("data.name")).containsExactly("first key");
    assertThat(rest.getBoolean("meta.hasMore")).isFalse();
    assertThat(rest.getString("meta.nextCursor")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=201", "limit=x", "cursor=x"})
  void aPageThatCannotBeIsRefused(String query) {
    assertThat(ann.call().get("/v1/api-keys?" + query).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"PATCH", "PUT"})
  void aKeyIsChanged(String method) {
    var made = made("{\"name\": \"a key\", \"expiresIn\": \"1d\"}");

    var changed =
        ann.call()
            .body("{\"name\": \"other\", \"permissions\": [\"billing:read\"], \"expiresAt\": null}")
            .request(method, "/v1/api-keys/" + made.getString("data.id"));

    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    assertThat(changed.jsonPath().getString("data.name")).isEqualTo("other");
    assertThat(changed.jsonPath().getList("data.scopes")).containsExactly("billing:read");
    assertThat(changed.jsonPath().getString("data.expiresAt")).isNull();
    assertThat(changed.jsonPath().getMap("data")).doesNotContainKey("key");
  }

  @Test
  void aNarrowedKeyIsNarrowAtOnce() {
    var key = made("{\"name\": \"a key\"}");
    assertThat(with(key.getString("data.key")).get("/billing/balance").statusCode()).isEqualTo(200);

    ann.call()
        .body("{\"scopes\": [\"models:run\"]}")
        .patch("/v1/api-keys/" + key.getString("data.id"))
        .then()
        .statusCode(200);

    await()
        .atMost(TOLD)
        .untilAsserted(
            () ->
                refused(with(key.getString("data.key")).get("/billing/balance"), 403, "FORBIDDEN"));
  }

  @Test
  void aRotatedKeyHasASuccessorAndWorksOnForAWhile() {
    var old = made("{\"name\": \"a key\", \"scopes\": [\"billing:read\"]}");

    var rotated =
        ann.call()
            .body("{\"overlapSeconds\": 3600}")
            .post("/v1/api-keys/%s/rotate".formatted(old.getString("data.id")));

    assertThat(rotated.statusCode()).as(rotated.asString()).isEqualTo(201);
    var json = rotated.jsonPath();
    assertThat(json.getString("replaced.id")).isEqualTo(old.getString("data.id"));
    assertThat(json.getString("message")).contains(json.getString("replaced.expiresAt"));
    assertThat(json.getList("data.scopes")).containsExactly("billing:read");
    for (var key : List.of(old, json)) {
      assertThat(with(key.getString("data.key")).get("/billing/balance").statusCode())
          .isEqualTo(200);
    }
    refused(
        ann.call().post("/v1/api-keys/%s/rotate".formatted(old.getString("data.id"))),
        409,
        "CONFLICT");
  }

  @Test
  void aRegeneratedKeyEndsAtOnceAndSaysSo() {
    var old = made("{\"name\": \"a key\"}");
    assertThat(with(old.getString("data.key")).get("/billing/balance").statusCode()).isEqualTo(200);

    var next =
        ann.call()
            .post("/v1/api-keys/%s/regenerate".formatted(old.getString("data.id")))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();

    assertThat(with(next.getString("data.key")).get("/billing/balance").statusCode())
        .isEqualTo(200);
    await()
        .atMost(TOLD)
        .untilAsserted(
            () -> {
              var answer = with(old.getString("data.key")).get("/billing/balance");
              refused(answer, 401, "KEY_INVALID");
              assertThat(answer.jsonPath().getString("error")).contains("expired at");
              assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            });
  }

  @Test
  void aRevokedKeyStopsAtOnceAndSaysSo() {
    var made = made("{\"name\": \"a key\"}");
    var path = "/v1/api-keys/" + made.getString("data.id");
    assertThat(with(made.getString("data.key")).get("/billing/balance").statusCode())
        .isEqualTo(200);

    assertThat(ann.call().delete(path).statusCode()).isEqualTo(204);

    await()
        .atMost(TOLD)
        .untilAsserted(
            () -> {
              var answer = with(made.getString("data.key")).get("/billing/balance");
              refused(answer, 401, "KEY_INVALID");
              assertThat(answer.jsonPath().getString("error")).contains("revoked at");
            });
    assertThat(ann.call().delete(path).statusCode()).isEqualTo(204);
    assertThat(ann.call().get(path).jsonPath().getString("data.status")).isEqualTo("revoked");
    refused(ann.call().body("{\"name\": \"x\"}").patch(path), 409, "CONFLICT");
  }

  @Test
  void aKeyMayRevokeItself() {
    var made = made("{\"name\": \"a key\"}");

    var answer =
        with(made.getString("data.key")).delete("/v1/api-keys/" + made.getString("data.id"));

    assertThat(answer.statusCode()).isEqualTo(204);
  }

  @Test
  void theLastUseIsKept() {
    var made = made("{\"name\": \"a key\"}");
    with(made.getString("data.key")).get("/billing/balance").then().statusCode(200);

    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () ->
                assertThat(
                        ann.call()
                            .get("/v1/api-keys/" + made.getString("data.id"))
                            .jsonPath()
                            .getString("data.lastUsedAt"))
                    .isNotNull());
  }

  @Test
  void keysOfOthersAreUnknown() {
    var made = made("{\"name\": \"a key\"}");
    var stranger = Callers.with("1");
    var path = "/v1/api-keys/" + made.getString("data.id");

    refused(stranger.call().get(path), 404, "NOT_FOUND");
    refused(stranger.call().body("{\"name\": \"x\"}").patch(path), 404, "NOT_FOUND");
    refused(stranger.call().body("{}").post(path + "/rotate"), 404, "NOT_FOUND");
    refused(stranger.call().delete(path), 404, "NOT_FOUND");
    refused(stranger.call().get("/v1/api-keys/x"), 404, "NOT_FOUND");
    assertThat(stranger.call().get("/v1/api-keys").asString())
        .doesNotContain(made.getString("data.id"));
    assertThat(ann.call().get(path).jsonPath().getString("data.status")).isEqualTo("active");
  }

  @Test
  void aNarrowKeyHandsOutNoMoreThanItselfAndTouchesNoBroaderOne() {
    var narrow =
        made("{\"name\": \"narrow\", \"scopes\": [\"keys:*\", \"models:run\"]}")
            .getString("data.key");
    var broad = made("{\"name\": \"broad\"}").getString("data.id");

    var wider = with(narrow).body("{\"name\": \"k\", \"scopes\": [\"*\"]}").post("/v1/api-keys");
    refused(wider, 403, "FORBIDDEN");
    assertThat(wider.jsonPath().getString("details.field")).isEqualTo("scopes");
    refused(with(narrow).post("/v1/api-keys/%s/rotate".formatted(broad)), 403, "FORBIDDEN");
    refused(with(narrow).delete("/v1/api-keys/" + broad), 403, "FORBIDDEN");
    assertThat(
            with(narrow)
                .body("{\"name\": \"k\"}")
                .post("/v1/api-keys")
                .jsonPath()
                .getList("data.scopes"))
        .containsExactly("keys:*", "models:run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /v1/api-keys           | keys:read
          POST   | /v1/api-keys           | keys:write
          GET    | /billing/statement     | billing:read
          PUT    | /billing/caps          | billing:write
          GET    | /requests              | requests:read
          GET    | /requests/stream       | requests:read
          POST   | /tokens                | requests:read
          GET    | /files                 | files:read
          POST   | /storage/upload/initiate | files:write
          GET    | /webhooks/deliveries   | webhooks:read
          POST   | /local/echo            | models:run
          POST   | /run/local/echo        | models:run
          POST   | /v1/chat/completions   | models:run
          GET    | /v1/user/key           | keys:read
          """)
  void aKeyThatLacksTheScopeIsTold(String method, String path, String scope) {
    var key = made("{\"name\": \"k\", \"scopes\": [\"configs:read\"]}").getString("data.key");

    var answer = with(key).body("{}").request(method, path);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
    assertThat(answer.asString()).contains("lacks the scope " + scope);
  }

  @Test
  void whatNeedsNoScopeIsThereForEveryGoodKey() {
    var key = made("{\"name\": \"k\", \"scopes\": [\"configs:read\"]}").getString("data.key");

    assertThat(with(key).get("/v1/models").statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyIsUsedFromItsAddressesOnly() {
    var here = made("{\"name\": \"k\", \"allowedIps\": [\"127.0.0.0/8\", \"::1\"]}");
    var elsewhere = made("{\"name\": \"k\", \"allowedIps\": [\"203.0.113.0/24\"]}");

    assertThat(with(here.getString("data.key")).get("/billing/balance").statusCode())
        .isEqualTo(200);
    var answer =
        with(elsewhere.getString("data.key"))
            .header("X-Forwarded-For", "203.0.113.7")
            .get("/billing/balance");
    refused(answer, 403, "FORBIDDEN");
    assertThat(answer.jsonPath().getString("error")).contains("may not be used from");
  }

  @Test
  void anExpiredKeyIsToldWhenItEnded() {
    var key = made("{\"name\": \"k\", \"expiresIn\": \"30d\"}");
    ledger.run(
        "update api_key set expires_at = now() - interval '1 day' where id = $1",
        UUID.fromString(key.getString("data.id")));

    var answer = with(key.getString("data.key")).get("/billing/balance");

    refused(answer, 401, "KEY_INVALID");
    assertThat(answer.jsonPath().getString("error")).contains("expired");
  }

  /** Models that there will be tomorrow may be named today. */
  @Test
  void aPatternThatMatchesNoModelOpensNone() {
    var key = made("{\"name\": \"k\", \"allowedModels\": [\"nowhere/*\"]}").getString("data.key");

    assertThat(with(key).get("/v1/models").jsonPath().getList("data")).isEmpty();
    refused(with(key).body("{}").post("/local/echo"), 403, "MODEL_FORBIDDEN");
    assertThat(
            with(key)
                .body("{\"model\": \"local/chat\", \"messages\": []}")
                .post("/v1/chat/completions")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aSpendCapOfAKeyIsOneOfTheAccountsCaps() {
    var made = made("{\"name\": \"k\", \"spendCaps\": {\"total\": \"0.000001\"}}");

    assertThat(ann.call().get("/billing/caps").jsonPath().getList("data.key"))
        .contains(made.getString("data.id"));
    ann.call()
        .body("{\"spendCaps\": null}")
        .patch("/v1/api-keys/" + made.getString("data.id"))
        .then()
        .statusCode(200);
    assertThat(ann.call().get("/billing/caps").jsonPath().getList("data")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                       | 400 | MALFORMED
          []                                       | 400 | MALFORMED
          {"name": 5}                              | 400 | MALFORMED
          {"name": "k", "colour": "red"}           | 400 | MALFORMED
          {}                                       | 422 | INVALID_INPUT
          {"name": "k", "scopes": ["FLOWS:READ"]}  | 422 | INVALID_INPUT
          {"name": "k", "expiresIn": "90"}         | 422 | INVALID_INPUT
          {"name": "k", "allowedIps": ["here"]}    | 422 | INVALID_INPUT
          """)
  void aBodyThatDoesNotFitIsRefused(String body, int status, String code) {
    refused(ann.call().body(body).post("/v1/api-keys"), status, code);
  }

  @Test
  void withoutAKeyNothingIsTold() {
    refused(given().get("/v1/api-keys"), 401, "KEY_MISSING");
  }

  // ---------------------------------------------------------------------------------- routing.run

  @Test
  void aUserKeyIsMadeListedAndRevokedInTheWordsOfRoutingRun() {
    var made = ann.call().body("{\"name\": \"mine\"}").post("/v1/user/key");
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    assertThat(made.jsonPath().getMap("$").keySet())
        .map(Object::toString)
        .containsExactlyInAnyOrder(
            "id", "key_prefix", "name", "plan_tier", "created_at", "last_used_at", "key");
    assertThat(made.jsonPath().getString("plan_tier")).isEqualTo("ultra");

    var listed = ann.call().get("/v1/user/key").jsonPath();
    assertThat(listed.getList("data.name")).containsExactly("mine", "first key");
    assertThat(listed.getMap("data[0]").keySet())
        .map(Object::toString)
        .containsExactlyInAnyOrder(
            "id", "key_prefix", "name", "plan_tier", "created_at", "last_used_at");

    var revoked = ann.call().delete("/v1/user/key/" + made.jsonPath().getString("id"));
    assertThat(revoked.statusCode()).isEqualTo(200);
    assertThat(revoked.jsonPath().getMap("$")).isEqualTo(Map.of("message", "API key revoked"));
    assertThat(ann.call().get("/v1/user/key").jsonPath().getList("data.name"))
        .containsExactly("first key");
    refused(ann.call().delete("/v1/user/key/" + UUID.randomUUID()), 404, "NOT_FOUND");
    refused(given().get("/v1/user/key"), 401, "KEY_MISSING");
  }

  private JsonPath made(String body) {
    var answer = ann.call().body(body).post("/v1/api-keys");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    return answer.jsonPath();
  }

  private static RequestSpecification with(String key) {
    return given().header("Authorization", "Key " + key).contentType(ContentType.JSON);
  }

  private static void refused(Response answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("details.code")).isEqualTo(code);
  }
}
