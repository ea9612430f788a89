package dev.millrace.api.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets over HTTP; what their desk decides is in {@link SecretDeskTest}. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class SecretsIT {
  private Callers.Caller ann;

  @BeforeEach
  void anAccount() {
    ann = Callers.with("1");
  }

  private Response put(String body) {
    return ann.call().body(body).post("/v1/secrets");
  }

  @Test
  void aSecretIsKeptWithEachFieldOfRuntoolsAndOfOurs() {
    var answer =
        put(
            """
            {"name": "openai_api_key", "value": "sk-it-0123456789-secret", "scope": "agents",
             "category": "provider", "description": "ours", "orgWide": true}
            """);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.asString()).doesNotContain("0123456789");
    Map<String, Object> secret = answer.jsonPath().getMap("data");
    assertThat(secret.keySet())
        .containsExactlyInAnyOrder(
            "name",
            "scope",
            "category",
            "description",
            "orgWide",
            "onlyFor",
            "provider",
            "createdAt",
            "updatedAt");
    assertThat(secret)
        .containsEntry("name", "OPENAI_API_KEY")
        .containsEntry("scope", "agents")
        .containsEntry("category", "provider")
        .containsEntry("description", "ours")
        .containsEntry("orgWide", true)
        .containsEntry("onlyFor", null)
        .containsEntry("provider", "openai");
  }

  @Test
  void aSecondOneOfTheNameIsARotation() {
    put("{\"name\": \"OPENAI_API_KEY\", \"value\": \"sk-1\"}").then().statusCode(201);

    put("{\"name\": \"OPENAI_API_KEY\", \"value\": \"sk-2\"}").then().statusCode(200);

    ann.call()
        .get("/v1/secrets")
        .then()
        .statusCode(200)
        .body("data", hasSize(1))
        .body("meta.hasMore", equalTo(false))
        .body("meta.nextCursor", equalTo(null));
  }

  @Test
  void aSecretOfAProviderIsItsKeyOnTheOtherFaceToo() {
    put("{\"name\": \"GROQ_API_KEY\", \"value\": \"gsk-1\"}").then().statusCode(201);

    ann.call()
        .get("/v1/provider-keys/provider/groq")
        .then()
        .body("providerKeys", hasSize(1))
        .body("providerKeys[0].isDefault", equalTo(true));
    ann.call().delete("/v1/secrets/groq_api_key").then().statusCode(204);
    ann.call().get("/v1/provider-keys").then().body("providerKeys", hasSize(0));
    ann.call().delete("/v1/secrets/GROQ_API_KEY").then().statusCode(404);
  }

  @Test
  void otherSecretsAreKeptUnderTheirNames() {
    put("{\"name\": \"MY_TOKEN\", \"value\": \"a b\", \"category\": \"custom\"}")
        .then()
        .statusCode(201)
        .body("data.category", equalTo("custom"))
        .body("data.provider", equalTo(null));

    ann.call().get("/v1/secrets").then().body("data[0].name", equalTo("MY_TOKEN"));
    ann.call().delete("/v1/secrets/MY_TOKEN").then().statusCode(204);
  }

  @Test
  void nothingIsRevealed() {
    put("{\"name\": \"OPENAI_API_KEY\", \"value\": \"sk-1\"}").then().statusCode(201);

    ann.call()
        .post("/v1/secrets/OPENAI_API_KEY/reveal")
        .then()
        .statusCode(403)
        .body("message", containsString("shown to nobody"));
    ann.call().post("/v1/secrets/NONE/reveal").then().statusCode(403);
  }

  @Test
  void theSecretsOfOthersAreNotThere() {
    put("{\"name\": \"OPENAI_API_KEY\", \"value\": \"sk-1\"}").then().statusCode(201);
    var bob = Callers.with("1");

    bob.call().get("/v1/secrets").then().statusCode(200).body("data", hasSize(0));
    bob.call().delete("/v1/secrets/OPENAI_API_KEY").then().statusCode(404);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    put("{\"name\": \"MY_TOKEN\", \"value\": \"v\"}")
        .then()
        .statusCode(422)
        .body("details.validationErrors[0].instancePath", equalTo("/name"));
    put("{\"name\": \"OPENAI_API_KEY\", \"value\": \"v\", \"colour\": 1}").then().statusCode(400);
    ann.call()
        .queryParam("onlyFor", "me")
        .delete("/v1/secrets/OPENAI_API_KEY")
        .then()
        .statusCode(400);
  }
}
