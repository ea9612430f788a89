package dev.millrace.api.http.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class OpenApiIT {

  @ParameterizedTest
  @CsvSource({
    "/admin/accounts, post",
    "/admin/accounts, get",
    "/admin/accounts/{id}, get",
    "/admin/accounts/{id}/credits, post",
    "/billing/balance, get",
    "/billing/statement, get",
    "/billing/quote, post",
    "/billing/rate-cards/{version}, get",
    "/billing/usage-summary, get",
    "/billing/caps, get",
    "/billing/caps, put",
    "/billing/caps, delete",
    "/billing/low-balance, get",
    "/billing/low-balance, put",
    "/billing/low-balance, delete",
    "/admin/accounts/{id}/caps, get",
    "/admin/accounts/{id}/caps, put",
    "/admin/accounts/{id}/caps, delete",
    "/requests/stream, get",
    "/run/{owner}/{model}, post",
    "/v1/chat/completions, post",
    "/{owner}/{model}/chat/completions, post",
    "/v1beta/openai/chat/completions, post",
    "/v1/responses, post",
    "/v1/model-proxy, post",
    "/v1/model-proxy/stream, post",
    "/v1/models/available, get",
    "/v1/user/streams, get",
    "/v1/user/streams/kill, post",
    "/v1/user/streams/{id}, delete",
    "/v1/user/streams/{id}/kill, post",
    "/v1/messages, post",
    "/{owner}/{model}/v1/messages, post",
    "/v1beta/models/{model}:generateContent, post",
    "/v1beta/models/{model}:streamGenerateContent, post",
    "/models, get",
    "/models/facets, get",
    "/models/featured, get",
    "/models/pricing, get",
    "/models/{owner}/{alias}, get",
    "/models/{owner}/{alias}/openapi.json, get",
    "/search, get",
    "/v1/models, get",
    "/v1/models/{id}, get",
    "/v1/pricing, get",
    "/{owner}/{model}/models, get",
    "/v1beta/models, get",
    "/v1beta/models/{id}, get",
    "/v1/embeddings, post",
    "/v1beta/models/{model}:embedContent, post",
    "/v1beta/models/{model}:batchEmbedContents, post",
    "/v1/images/generations, post",
    "/v1/messages/count_tokens, post",
    "/{owner}/{model}/v1/messages/count_tokens, post",
    "/v1beta/models/{model}:countTokens, post",
    "/v1/responses/input_tokens, post",
    "/media/{id}/{name}, get",
    "/media/{id}/thumbnail, get",
    "/files/{id}/link, get",
    "/files, get",
    "/files, post",
    "/files/{id}, delete",
    "/storage/upload/initiate, post",
    "/storage/upload/chunk, post",
    "/storage/upload/relay, put",
    "/storage/upload/parts/{id}/{number}, put",
    "/storage/upload/parts/{id}/complete, post",
    "/{owner}/{model}/requests/{id}/status/stream, get"
  })
  void everyRouteIsDescribed(String path, String method) {
    var document = given().accept("application/json").get("/q/openapi").jsonPath();

    assertThat(document.<Object>get("paths.'%s'.%s.summary".formatted(path, method))).isNotNull();
  }

  @Test
  void errorsAndKeysAreDescribed() {
    var document = given().accept("application/json").get("/q/openapi").jsonPath();

    assertThat(document.getMap("components.securitySchemes"))
        .containsKeys("Key", "Bearer", "X-API-Key");
    assertThat(document.getMap("components.schemas.Error.properties"))
        .containsKeys("error", "message", "statusCode", "request_id", "details");
    assertThat(document.getString("info.title")).isEqualTo("Millrace");
  }

  @Test
  void streamsAreDescribedWithWhatTheyTakeAndGive() {
    var document = given().accept("application/json").get("/q/openapi").jsonPath();

    var all = "paths.'/requests/stream'.get";
    assertThat(document.<String>getList(all + ".parameters.name"))
        .containsExactlyInAnyOrder(
            "request_id", "model", "status", "payloads", "after", "Last-Event-ID", "token");
    assertThat(document.getMap(all + ".responses.'200'.content")).containsKey("text/event-stream");
    assertThat(document.getMap(all + ".responses")).containsKeys("400", "401", "429", "503");
    var one = "paths.'/{owner}/{model}/requests/{id}/status/stream'.get";
    assertThat(document.<String>getList(one + ".parameters.name"))
        .containsExactlyInAnyOrder("owner", "model", "id", "token");
    assertThat(document.getMap(one + ".responses.'200'.content")).containsKey("text/event-stream");
    assertThat(
            document.getString(
                "components.responses.StreamRefused.content.'application/json'.schema.$ref"))
        .isEqualTo("#/components/schemas/Error");
    assertThat(document.getMap("paths")).containsKey("/{owner}/{model}/requests/{id}/status");
  }

  @Test
  void theLinesOfTheModelProxyAreDescribed() {
    var document = given().accept("application/json").get("/q/openapi").jsonPath();

    var stream = "paths.'/v1/model-proxy/stream'.post.responses.'200'.content";
    assertThat(document.getString(stream + ".'application/x-ndjson'.schema.$ref"))
        .isEqualTo("#/components/schemas/ModelProxyEvent");
    var event = "components.schemas.ModelProxyEvent";
    assertThat(document.getString(event + ".discriminator.propertyName")).isEqualTo("type");
    assertThat(document.getMap(event + ".discriminator.mapping"))
        .containsOnlyKeys(
            "start", "text-delta", "reasoning-delta", "tool-call", "usage", "finish", "error");
    assertThat(document.getList(event + ".oneOf")).hasSize(7);
  }

  @Test
  void billingIsDescribedWithWhatItTakesAndGives() {
    var document = given().accept("application/json").get("/q/openapi").jsonPath();

    var quote = "paths.'/billing/quote'.post";
    assertThat(document.<String>get(quote + ".requestBody.content.'application/json'.schema.$ref"))
        .isEqualTo("#/components/schemas/QuoteBody");
    assertThat(document.getMap("components.schemas.QuoteBody.properties"))
        .containsOnlyKeys("endpoint", "input", "currency");
    assertThat(document.getMap("components.schemas.QuoteView.properties"))
        .containsKeys("endpoint", "amount", "currency", "pricingMode", "basis", "rateCard");
    assertThat(document.<String>getList("paths.'/billing/statement'.get.parameters.name"))
        .containsExactlyInAnyOrder("from", "to", "kind", "order", "format", "limit", "cursor");
    assertThat(document.getMap("paths.'/billing/statement'.get.responses.'200'.content"))
        .containsKeys("application/json", "text/csv");
    assertThat(document.getMap("components.schemas.UsageByDay.properties"))
        .containsKeys("day", "count", "totalCost", "inputTokens");
  }

  @Test
  void theDocumentCanBeReadInABrowser() {
    assertThat(given().get("/q/swagger-ui/").statusCode()).isEqualTo(200);
  }
}
