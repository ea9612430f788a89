package dev.millrace.api.catalog.runner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged catalogue in ModelRunner's shapes. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class CatalogIT {
  @Test
  void modelsAreListedToWhoeverAsks() {
    given()
        .get("/models?owner=local&limit=2")
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("public, max-age=60"))
        .body("page", equalTo(1))
        .body("limit", equalTo(2))
        .body("data", hasSize(2))
        .body("data.ownerName", everyItem(equalTo("local")))
        .body("data[0].id", equalTo("local/echo"))
        .body("data[0].alias", equalTo("echo"))
        .body("data[0].name", equalTo("Echo"))
        .body("data[0].pricingMode", equalTo("per_request"))
        .body("data[0].averageCost", equalTo("0.0001"))
        .body("data[0].schema.input.type", equalTo("object"))
        .body("data[0].updatedAt", nullValue());
  }

  @Test
  void oneModelIsFoundByItsPath() {
    given()
        .get("/models/local/chat")
        .then()
        .statusCode(200)
        .body("id", equalTo("local/chat"))
        .body("inputModalities", contains("text"))
        .body("maxOutputTokens", equalTo(4096))
        .body("providerRequestConfig.apiType", equalTo("chat_completions"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/models/local/nobody",
        "/models/local/nobody/openapi.json",
        "/models/local/sub/nobody"
      })
  void anUnknownModelIsNotFound(String path) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(404)
        .body("details.code", equalTo("MODEL_UNKNOWN"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/models",
        "/models/facets",
        "/models/featured",
        "/models/pricing?endpoint=local/echo",
        "/models/local/echo",
        "/models/local/echo/openapi.json",
        "/search?q=echo"
      })
  void whatHasNotChangedIsNotSentAgain(String path) {
    var tag = given().get(path).then().statusCode(200).extract().header("ETag");

    assertThat(tag).matches("\"[0-9a-f]+\"");
    given()
        .header("If-None-Match", tag)
        .get(path)
        .then()
        .statusCode(304)
        .header("ETag", equalTo(tag))
        .body(emptyString());
  }

  @ParameterizedTest
  @CsvSource({
    "/models?limit=101, limit",
    "/models?page=0, page",
    "/models?sort=best, sort",
    "/models/facets?featured=maybe, featured",
    "/models/pricing, endpoint",
    "/search, q",
    "/search?q=%20, q",
    "/search?q=a&limit=0, limit"
  })
  void aParameterThatCannotBeUsedIsNamed(String path, String name) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(400)
        .body("details.code", equalTo("MALFORMED"))
        .body("message", startsWith(name + " "));
  }

  @Test
  void fiftyPricesAreToldAtOnceAndNoMore() {
    given()
        .queryParam("endpoint", "local/echo", "no/body")
        .get("/models/pricing")
        .then()
        .statusCode(200)
        .body("version", equalTo(1))
        .body("prices.endpoint", contains("local/echo"))
        .body("prices[0].pricePerRequest", equalTo("0.0001"))
        .body("notFound", contains("no/body"));
    var many = given();
    for (int i = 0; i < 51; i++) {
      many.queryParam("endpoint", "local/m" + i);
    }
    many.get("/models/pricing").then().statusCode(400).body("message", containsString("50"));
  }

  @Test
  void facetsCountWhatIsListed() {
    int total = given().get("/models?limit=1").jsonPath().getInt("total");

    given()
        .get("/models/facets")
        .then()
        .statusCode(200)
        .body("total", equalTo(total))
        .body("capabilities.capability", hasItem("chat"))
        .body("modalities.output", hasItem("embedding"));
  }

  @Test
  void wordsFindModels() {
    given()
        .get("/search?q=negative picture")
        .then()
        .statusCode(200)
        .body("query", equalTo("negative picture"))
        .body("results[0].endpoint", equalTo("local/invert"))
        .body("results[0].type", equalTo("model"))
        .body("results[0].matchedOn", hasItem("name"));
  }

  @Test
  void theDocumentOfAModelNamesItsRoutesWhereTheCallerReachesThem() {
    var document = given().get("/models/local/image/openapi.json").then().statusCode(200).extract();

    assertThat(document.jsonPath().getString("openapi")).isEqualTo("3.1.0");
    assertThat(document.jsonPath().getMap("paths"))
        .containsKeys("/local/image", "/local/image/requests/{request_id}/cancel");
    assertThat(document.jsonPath().getList("components.schemas.Input.required"))
        .isEqualTo(List.of("prompt"));
    assertThat(document.jsonPath().getString("servers[0].url")).startsWith("http");
  }

  @Test
  void aKeyThatComesMustBeGood() {
    given()
        .header("Authorization", "Key mr_live_nonsense")
        .get("/models")
        .then()
        .statusCode(401)
        .body("statusCode", equalTo(401));
  }
}
