package dev.millrace.api.configuration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Model configurations over HTTP, and what calls make of them; what their desks decide is in {@link
 * ConfigDeskTest}, {@link OfferDeskTest} and {@link UsageDeskTest}.
 */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ModelConfigsIT {
  private static final String CONFIGS = "/v1/model-configs";
  private static final String NOBODYS = "018f0000-0000-7000-8000-000000000001";

  /** Shorter than what a node knows stays fresh: whoever follows so soon was told. */
  private static final Duration TOLD = Duration.ofSeconds(3);

  private Callers.Caller ann;

  @BeforeEach
  void anAccount() {
    ann = Callers.with("5");
  }

  // ------------------------------------------------------------------------------------ operations

  @Test
  void aConfigurationIsMadeListedChangedAndDeleted() {
    var made = made("local/chat", "{\"max_tokens\": 5}");
    var id = made.getString("id");
    assertThat(made.getString("provider")).isEqualTo("local");
    assertThat(made.getInt("settings.maxTokens")).isEqualTo(5);
    assertThat(made.getBoolean("isEnabled")).isTrue();
    assertThat(made.getString("keyStatus")).isEqualTo("platform");
    assertThat(made.getMap("$")).containsKeys("organizationId", "providerKeyId");

    assertThat(ok(ann.call().get(CONFIGS)).getString("data[0].id")).isEqualTo(id);

    assertThat(ok(ann.call().body("{}").put(CONFIGS + "/" + id)).getInt("settings.maxTokens"))
        .isEqualTo(5);
    var changed = ok(ann.call().body("{\"settings\": {}}").put(CONFIGS + "/" + id));
    assertThat(changed.getMap("settings")).isEmpty();

    var off = ok(ann.call().body("{\"isEnabled\": false}").patch(CONFIGS + "/" + id + "/toggle"));
    assertThat(off.getBoolean("isEnabled")).isFalse();

    var usual = ok(ann.call().body("{}").patch(CONFIGS + "/" + id + "/default"));
    assertThat(usual.getBoolean("success")).isTrue();
    assertThat(usual.getString("message")).isNotBlank();
    assertThat(usual.getBoolean("data.isDefault")).isTrue();

    assertThat(ok(ann.call().delete(CONFIGS + "/" + id)).getBoolean("success")).isTrue();
    assertThat(ok(ann.call().get(CONFIGS)).getList("data")).isEmpty();
  }

  @Test
  void theModelsThatCanBeSetUpAreShown() {
    made("local/chat", "{}");

    var available = ok(ann.call().get(CONFIGS + "/available"));
    assertThat(available.getList("data.modelId")).contains("local/chat", "local/image");
    assertThat(available.getBoolean("data.find { it.modelId == 'local/chat' }.isConfigured"))
        .isTrue();

    var grouped = ok(ann.call().get(CONFIGS + "/grouped"));
    var chat = "data.find { it.baseModel == 'chat' }.";
    assertThat(grouped.getBoolean(chat + "isConfigured")).isTrue();
    assertThat(grouped.getString(chat + "providers[0].keyStatus")).isEqualTo("platform");
    assertThat(grouped.getDouble(chat + "lowestCost")).isCloseTo(0.000125, within(1e-9));

    assertThat(ok(ann.call().get(CONFIGS + "/search-models")).getList("data")).isEmpty();
    assertThat(ok(ann.call().get(CONFIGS + "/search-providers")).getList("data")).isEmpty();
    assertThat(ok(ann.call().get(CONFIGS + "/in-use")).getList("data.modelId"))
        .containsExactly("local/chat");
  }

  // -------------------------------------------------------------------------------------- refusals

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no JSON                                                                        | 400 | MALFORMED",
        "{\"provider\": \"local\", \"modelId\": 7}                                      | 400 | MALFORMED",
        "{\"provider\": \"local\", \"modelId\": \"local/chat\", \"more\": 1}            | 400 | MALFORMED",
        "{\"provider\": \"local\", \"modelId\": \"local/chat\", \"settings\": {\"x\": 1}} | 400 | MALFORMED",
        "{\"provider\": \"local\"}                                                      | 422 | INVALID_INPUT",
        "{\"provider\": \"azure\", \"modelId\": \"local/chat\"}                         | 422 | INVALID_INPUT",
        "{\"provider\": \"local\", \"modelId\": \"local/chat\", \"settings\": {\"maxTokens\": 0}} | 422 | INVALID_INPUT",
        "{\"provider\": \"local\", \"modelId\": \"local/gone\"}                         | 404 | MODEL_UNKNOWN",
        "{\"provider\": \"local\", \"modelId\": \"local/chat\", \"providerKeyId\": \"018f0000-0000-7000-8000-000000000001\"} | 404 | NOT_FOUND"
      })
  void whatCannotBeSetUpIsRefused(String body, int status, String code) {
    refused(ann.call().body(body).post(CONFIGS), status, code);
  }

  @Test
  void twoOfAKindAreAConflict() {
    made("local/chat", "{}");

    refused(create(ann.call(), "local/chat", "{}"), 409, "CONFLICT");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/model-configs",
    "POST, /v1/model-configs",
    "PUT, /v1/model-configs/x",
    "DELETE, /v1/model-configs/x",
    "PATCH, /v1/model-configs/x/toggle",
    "PATCH, /v1/model-configs/x/default",
    "GET, /v1/model-configs/available",
    "GET, /v1/model-configs/grouped",
    "GET, /v1/model-configs/search-models",
    "GET, /v1/model-configs/search-providers",
    "GET, /v1/model-configs/in-use",
    "GET, /v1/model-configs/usage",
    "GET, /v1/model-configs/x/usage",
    "GET, /v1/model-usage",
    "GET, /v1/model-usage/x"
  })
  void eachOperationNeedsAKeyWithItsScope(String method, String path) {
    refused(given().contentType(ContentType.JSON).request(method, path), 401, "KEY_MISSING");
    refused(with(key("models:run")).request(method, path), 403, "FORBIDDEN");
    if (!method.equals("GET")) {
      refused(with(key("configs:read")).request(method, path), 403, "FORBIDDEN");
    }
  }

  @Test
  void aKeyWithoutTheModelDoesNotSetItUp() {
    var narrow =
        ok201(
            ann.call()
                .body("{\"name\": \"narrow\", \"allowedModels\": [\"local/echo\"]}")
                .post("/v1/api-keys"));

    refused(create(with(narrow.getString("data.key")), "local/chat", "{}"), 403, "MODEL_FORBIDDEN");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/model-configs/%s",
    "DELETE, /v1/model-configs/%s",
    "PATCH, /v1/model-configs/%s/toggle",
    "PATCH, /v1/model-configs/%s/default",
    "GET, /v1/model-configs/%s/usage",
    "GET, /v1/model-usage/%s"
  })
  void anotherAccountsIsAsUnknownAsNone(String method, String path) {
    var mine = made("local/chat", "{}").getString("id");
    var other = Callers.with("1");
    var body = method.equals("PATCH") ? "{\"isEnabled\": false}" : "{}";

    for (var id : new String[] {mine, NOBODYS, "x"}) {
      var call =
          method.equals("GET") || method.equals("DELETE") ? other.call() : other.call().body(body);
      refused(call.request(method, path.formatted(id)), 404, "NOT_FOUND");
    }
    assertThat(ok(ann.call().get(CONFIGS)).getBoolean("data[0].isEnabled")).isTrue();
  }

  // ----------------------------------------------------------------------------------------- calls

  @Test
  void callsFollowTheConfigurationWhereTheySayNothingThemselves() {
    var id = made("local/chat", "{\"maxTokens\": 3}").getString("id");

    await()
        .atMost(TOLD)
        .untilAsserted(
            () -> assertThat(writtenBy(chat("local/chat", "")).orElseThrow()).isEqualTo(3));
    assertThat(writtenBy(chat("local/chat", ", \"max_tokens\": 5"))).contains(5);
    assertThat(
            ok(ann.call()
                    .body("{\"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}]}")
                    .post("/run/local/chat"))
                .getInt("usage.output_tokens"))
        .isEqualTo(3);

    ann.call().body("{\"isEnabled\": false}").patch(CONFIGS + "/" + id + "/toggle");
    await()
        .atMost(TOLD)
        .untilAsserted(
            () -> assertThat(writtenBy(chat("local/chat", "")).orElseThrow()).isGreaterThan(5));
  }

  @Test
  void formsFollowTheConfigurationToo() {
    made("local/image", "{\"width\": 64, \"height\": 96}");

    await()
        .atMost(TOLD)
        .untilAsserted(
            () -> {
              var drawn = ok(ann.call().body("{\"prompt\": \"a mill\"}").post("/run/local/image"));
              assertThat(drawn.getInt("images[0].width")).isEqualTo(64);
            });
    var wide =
        ok(ann.call().body("{\"prompt\": \"a mill\", \"width\": 128}").post("/run/local/image"));
    assertThat(wide.getInt("images[0].width")).isEqualTo(128);
    assertThat(wide.getInt("images[0].height")).isEqualTo(96);
  }

  @Test
  void aCallThatNamesTheProviderOnlyFollowsItsDefault() {
    var id = made("local/chat", "{\"maxTokens\": 4}").getString("id");
    ok(ann.call().body("{}").patch(CONFIGS + "/" + id + "/default"));

    await().atMost(TOLD).untilAsserted(() -> assertThat(writtenBy(chat("local", ""))).contains(4));
  }

  @Test
  void requestsAreCountedForTheConfigurationThatTheyFollowed() {
    var id = made("local/chat", "{\"maxTokens\": 3}").getString("id");
    await()
        .atMost(TOLD)
        .untilAsserted(() -> assertThat(writtenBy(chat("local/chat", ""))).contains(3));

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              var one = ok(ann.call().get(CONFIGS + "/" + id + "/usage"));
              assertThat(one.getInt("usageCount")).isPositive();
              assertThat(one.getInt("recentUsage[0].completionTokens")).isEqualTo(3);
              assertThat(one.getDouble("recentUsage[0].estimatedCost")).isPositive();
            });
    var other = ok(ann.call().get("/v1/model-usage/" + id));
    assertThat(other.getString("modelConfig.id")).isEqualTo(id);
    var all = ok(ann.call().get(CONFIGS + "/usage"));
    assertThat(all.getString("data[0].modelId")).isEqualTo("local/chat");
    assertThat(all.getInt("total")).isPositive();
    assertThat(ok(ann.call().get("/v1/model-usage")).getInt("total")).isPositive();
  }

  private Response chat(String model, String more) {
    return ann.call()
        .body(
            "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}]%s}"
                .formatted(model, more))
        .post("/v1/chat/completions");
  }

  private static Optional<Integer> writtenBy(Response answer) {
    return Optional.of(answer)
        .filter(any -> any.statusCode() == 200)
        .map(any -> any.jsonPath().getInt("usage.completion_tokens"));
  }

  // ------------------------------------------------------------------------------------------
  // words

  private JsonPath made(String model, String settings) {
    return ok201(create(ann.call(), model, settings));
  }

  private static Response create(RequestSpecification call, String model, String settings) {
    return call.body(
            "{\"provider\": \"Local\", \"modelId\": \"%s\", \"settings\": %s}"
                .formatted(model, settings))
        .post(CONFIGS);
  }

  /** A key of the account with this scope only. */
  private String key(String scope) {
    return ok201(
            ann.call()
                .body("{\"name\": \"narrow\", \"scopes\": [\"%s\"]}".formatted(scope))
                .post("/v1/api-keys"))
        .getString("data.key");
  }

  private static RequestSpecification with(String key) {
    return given().header("Authorization", "Key " + key).contentType(ContentType.JSON);
  }

  private static JsonPath ok(Response answer) {
    return answered(answer, 200);
  }

  private static JsonPath ok201(Response answer) {
    return answered(answer, 201);
  }

  private static JsonPath answered(Response answer, int status) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    return answer.jsonPath();
  }

  private static void refused(Response answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("details.code")).isEqualTo(code);
  }
}
