package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.millrace.access.Scope;
import dev.millrace.access.Scopes;
import io.vertx.core.http.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeOfCallTest {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /v1/chat/completions                          | models:run
          POST   | /v1beta/openai/chat/completions               | models:run
          POST   | /v1/embeddings                                | models:run
          POST   | /v1/images/generations                        | models:run
          POST   | /v1/messages                                  | models:run
          POST   | /v1/messages/count_tokens                     | models:run
          POST   | /v1/responses                                 | models:run
          POST   | /v1/responses/input_tokens                    | models:run
          GET    | /v1/responses/resp_1                          | requests:read
          GET    | /v1/responses/resp_1/input_items              | requests:read
          POST   | /v1/responses/resp_1/cancel                   | requests:write
          DELETE | /v1/responses/resp_1                          | requests:write
          POST   | /v1beta/models/g/x:generateContent            | models:run
          POST   | /v1/models/g/x:embedContent                   | models:run
          GET    | /v1/models                                    |
          HEAD   | /v1/models                                    |
          GET    | /v1/models/a/b/c                              |
          GET    | /v1beta/models                                |
          GET    | /v1beta/openai/models                         |
          GET    | /v1/models/available                          | configs:read
          GET    | /v1/pricing                                   | billing:read
          GET    | /models                                       |
          GET    | /models/facets                                |
          GET    | /models/local/echo/openapi.json               |
          GET    | /search                                       |
          GET    | /q/openapi                                    |
          POST   | /v1/model-proxy                               | models:run
          POST   | /v1/model-proxy/stream                        | models:run
          POST   | /run/local/echo                               | models:run
          POST   | /local/echo                                   | models:run
          POST   | /local/echo/chat/completions                  | models:run
          POST   | /local/echo/v1/messages                       | models:run
          POST   | /local/echo/v1/messages/count_tokens          | models:run
          GET    | /local/echo/models                            |
          GET    | /local/echo/deep/requests/r1                  | requests:read
          GET    | /local/echo/requests/r1/status                | requests:read
          GET    | /local/echo/requests/r1/status/stream         | requests:read
          PUT    | /local/echo/requests/r1/cancel                | requests:write
          GET    | /local/echo/requests/r1/cancel                | requests:write
          DELETE | /local/echo/requests/r1/payloads              | requests:write
          GET    | /requests                                     | requests:read
          GET    | /requests/stream                              | requests:read
          GET    | /requests/r1                                  | requests:read
          POST   | /requests/r1/retry                            | requests:write
          PATCH  | /requests/r1/visibility                       | requests:write
          DELETE | /requests/r1/payloads                         | requests:write
          POST   | /tokens                                       | requests:read
          GET    | /files                                        | files:read
          POST   | /files                                        | files:write
          GET    | /files/f/link                                 | files:read
          DELETE | /files/f                                      | files:write
          PATCH  | /files/f                                      | files:write
          POST   | /files/f/favorite                             | files:write
          GET    | /tags                                         | files:read
          POST   | /tags                                         | files:write
          GET    | /media/f/name.png                             | files:read
          POST   | /storage/upload/initiate                      | files:write
          GET    | /storage/upload/parts                         | files:write
          PUT    | /storage/upload/chunk/1                       | files:write
          POST   | /billing/quote                                | models:run
          GET    | /billing/balance                              | billing:read
          GET    | /billing/caps                                 | billing:read
          PUT    | /billing/caps                                 | billing:write
          DELETE | /billing/low-balance                          | billing:write
          GET    | /webhooks/deliveries                          | webhooks:read
          GET    | /webhooks/default/secret                      | webhooks:write
          POST   | /webhooks/deliveries/d/replay                 | webhooks:write
          GET    | /v1/api-keys                                  | keys:read
          POST   | /v1/api-keys                                  | keys:write
          GET    | /v1/api-keys/k                                | keys:read
          PATCH  | /v1/api-keys/k                                | keys:write
          POST   | /v1/api-keys/k/rotate                         | keys:write
          DELETE | /v1/api-keys/k                                | keys:write
          GET    | /v1/user/key                                  | keys:read
          POST   | /v1/user/key                                  | keys:write
          DELETE | /v1/user/key/k                                | keys:write
          GET    | /v1/user/requests                             | billing:read
          GET    | /v1/user/requests/hourly                      | billing:read
          GET    | /v1/user/streams                              | requests:read
          POST   | /v1/user/streams/kill                         | requests:write
          DELETE | /v1/user/streams/s                            | requests:write
          POST   | /v1/user/streams/s/kill                       | requests:write
          GET    | /v1/secrets                                   | secrets:read
          POST   | /v1/secrets                                   | secrets:write
          DELETE | /v1/secrets/OPENAI_API_KEY                    | secrets:write
          GET    | /v1/provider-keys/provider/openai             | secrets:read
          POST   | /v1/provider-keys/k/sync-models               | secrets:write
          GET    | /v1/model-configs/grouped                     | configs:read
          PATCH  | /v1/model-configs/c/toggle                    | configs:write
          GET    | /v1/model-usage/c                             | configs:read
          """)
  void aCallNeedsItsScope(String method, String path, String scope) {
    assertThat(need(method, path))
        .isEqualTo(
            scope == null
                ? new ScopeOfCall.Need.Nothing()
                : new ScopeOfCall.Need.One(Scope.parse(scope).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /nobody",
        "POST /v1/unheard-of",
        "POST /v1/models",
        "DELETE /local/echo",
        "GET /local/echo",
        "POST /V1/api-keys",
        "POST /admin/accounts",
        "POST /default/x",
        "POST /%7Bv1%7D/api-keys",
        "POST /requests",
        "PATCH /v1/chat/completions"
      })
  void whatNobodyKnowsNeedsEverything(String call) {
    var parts = call.split(" ", 2);

    assertThat(need(parts[0], parts[1])).isEqualTo(new ScopeOfCall.Need.Everything());
  }

  /** As the router reads them; read in another way they would look like models. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%76%31/api-keys",
        "/v1/api%2Dkeys",
        "//v1//api-keys",
        "/v1/api-keys/",
        "/v1/api-keys//",
        "/v1/%61pi-%6Beys/"
      })
  void noSpellingOfAPathGoesRoundItsScope(String path) {
    assertThat(need("POST", path)).isEqualTo(new ScopeOfCall.Need.One(Scope.KEYS_WRITE));
  }

  @Test
  void everythingIsMetByTheStarAlone() {
    var allOfToday = new Scopes(Set.of("models:*", "requests:*", "keys:*", "configs:*"));

    assertThat(new ScopeOfCall.Need.Everything().isMetBy(allOfToday)).isFalse();
    assertThat(new ScopeOfCall.Need.Everything().isMetBy(Scopes.ALL)).isTrue();
  }

  /** A new resource without a rule of its own would be closed to all narrow keys. */
  @Test
  void everyResourceHasARuleOfItsOwn() {
    var forgotten =
        resources()
            .filter(route -> need(route.method(), example(route.path())).word().equals("*"))
            .toList();

    assertThat(resources()).hasSizeGreaterThan(50);
    assertThat(forgotten).isEmpty();
  }

  /** What falls under the rule of the models by accident could be called with models:run. */
  @Test
  void noResourceOfOursPassesForAModel() {
    var passing =
        resources()
            .filter(route -> !route.path().startsWith("/{owner}/"))
            .filter(route -> example(route.path()).matches(ScopeOfCall.MODEL))
            .toList();

    assertThat(passing).isEmpty();
  }

  private record Route(String method, String path) {}

  private static Stream<Route> resources() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.api")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .filter(type -> !type.isAnnotatedWith(AdminOnly.class))
            .flatMap(ScopeOfCallTest::routes);
  }

  private static Stream<Route> routes(JavaClass type) {
    return type.getMethods().stream()
        .flatMap(method -> verb(method).map(verb -> new Route(verb, path(type, method))).stream());
  }

  private static Optional<String> verb(JavaMethod method) {
    return METHODS.stream()
        .filter(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb))
        .findFirst();
  }

  private static String path(JavaClass type, JavaMethod method) {
    var own = method.isAnnotatedWith(Path.class) ? method.getAnnotationOfType(Path.class) : null;
    var path =
        type.getAnnotationOfType(Path.class).value() + "/" + (own == null ? "" : own.value());
    return SamePath.of(path);
  }

  private static String example(String template) {
    return template.replace("{owner}", "local").replaceAll("\\{[^}]+}", "x1");
  }

  private static ScopeOfCall.Need need(String method, String path) {
    return ScopeOfCall.of(HttpMethod.valueOf(method), path);
  }
}
