package dev.millrace.api.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that are shown to providers, here to one of the tests' own. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ProbesIT {
  private static final String SECRET = "sk-it-0123456789-secret";
  private static final String OPENAI = "GET /openai/v1/models";
  private static final String OWN = "GET /own/v1/models";

  private Callers.Caller ann;
  private FakeUpstream upstream;

  @BeforeEach
  void open() throws IOException {
    ann = Callers.with("1");
    upstream = OneUpstream.afresh();
  }

  private String made(String body) {
    return ann.call()
        .body(body)
        .post("/v1/provider-keys")
        .then()
        .statusCode(201)
        .extract()
        .path("providerKey.id");
  }

  private String openAi() {
    return made("{\"provider\": \"openai\", \"apiKey\": \"%s\"}".formatted(SECRET));
  }

  private String own() {
    return made(
        "{\"provider\": \"openai-compatible\", \"name\": \"lab\", \"apiKey\": \"%s\", \"baseUrl\": \"%s/own/v1\"}"
            .formatted(SECRET, upstream.url()));
  }

  @Test
  void aKeyThatTheProviderTakesIsValid() {
    upstream.on(OPENAI, 200, "{'data': []}");
    var id = openAi();

    ann.call()
        .post("/v1/provider-keys/" + id + "/test")
        .then()
        .statusCode(200)
        .body("valid", equalTo(true))
        .body("status", equalTo(200))
        .body("message", notNullValue());

    assertThat(upstream.asked().getFirst().request().getHeader("authorization"))
        .isEqualTo("Bearer " + SECRET);
    ann.call()
        .get("/v1/provider-keys/" + id)
        .then()
        .body("providerKey.lastTestValid", equalTo(true))
        .body("providerKey.lastTestedAt", notNullValue());
  }

  @Test
  void aKeyThatTheProviderRejectsIsNotValidAndStaysHidden() {
    upstream.on(OPENAI, 401, "{'error': {'message': 'Incorrect key: %s'}}".formatted(SECRET));

    ann.call()
        .post("/v1/provider-keys/" + openAi() + "/test")
        .then()
        .statusCode(200)
        .body("valid", equalTo(false))
        .body("status", equalTo(401))
        .body("message", allOf(containsString("Incorrect key"), not(containsString("0123456789"))));
  }

  @Test
  void aProviderThatIsBrokenIsAFault() {
    upstream.on(OPENAI, 500, "{}");

    ann.call().post("/v1/provider-keys/" + openAi() + "/test").then().statusCode(502);
  }

  @Test
  void theModelsOfAServerAreDiscoveredWithoutAKeyOfOurs() {
    upstream.on(OWN, 200, "{'data': [{'id': 'llama', 'owned_by': 'me'}, {'id': 'qwen'}]}");

    ann.call()
        .body("{\"baseUrl\": \"%s/own/v1\", \"apiKey\": \"%s\"}".formatted(upstream.url(), SECRET))
        .post("/v1/provider-keys/discover-models")
        .then()
        .statusCode(200)
        .body("models.id", contains("llama", "qwen"))
        .body("models.ownedBy", contains("me", null))
        .body("total", equalTo(2));
    ann.call().get("/v1/provider-keys").then().body("providerKeys", hasSize(0));
  }

  @Test
  void theModelsOfAKeysServerAreDiscoveredAndKept() {
    upstream.on(OWN, 200, "{'data': [{'id': 'llama'}]}");
    var id = own();

    ann.call()
        .post("/v1/provider-keys/" + id + "/discover-models")
        .then()
        .statusCode(200)
        .body("models.id", contains("llama"));
    ann.call()
        .post("/v1/provider-keys/" + id + "/sync-models")
        .then()
        .statusCode(200)
        .body("added", contains("llama"))
        .body("removed", hasSize(0))
        .body("providerKey.models", contains("llama"));
  }

  @Test
  void aKeyThatAServerRejectsDiscoversNothing() {
    upstream.on(OWN, 403, "{'error': 'not %s'}".formatted(SECRET));

    ann.call()
        .post("/v1/provider-keys/" + own() + "/discover-models")
        .then()
        .statusCode(422)
        .body("details.code", equalTo("PROVIDER_REJECTED"))
        .body("message", not(containsString("0123456789")));
  }

  @Test
  void onlyServersOfOnesOwnAreSynced() {
    ann.call().post("/v1/provider-keys/" + openAi() + "/sync-models").then().statusCode(422);
  }
}
