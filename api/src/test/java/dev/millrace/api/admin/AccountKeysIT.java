package dev.millrace.api.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator does with accounts and their keys. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class AccountKeysIT {
  private static final Duration TOLD = Duration.ofSeconds(3);

  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  private Callers.Caller ann;
  private String path;

  @BeforeEach
  void anAccount() {
    ann = Callers.with("5");
    path = "/admin/accounts/" + ann.account();
  }

  @Test
  void whoLostHisKeysGetsAnotherOne() {
    var first = operator().get(path + "/keys").jsonPath().getString("data[0].id");
    assertThat(operator().delete(path + "/keys/" + first).statusCode()).isEqualTo(204);
    await()
        .atMost(TOLD)
        .untilAsserted(
            () -> assertThat(ann.call().get("/billing/balance").statusCode()).isEqualTo(401));

    var made = operator().body("{\"name\": \"second key\"}").post(path + "/keys");

    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    assertThat(made.jsonPath().getList("data.scopes")).containsExactly("*");
    assertThat(made.jsonPath().getString("data.ownerDisplayName")).isEqualTo("test");
    var key = made.jsonPath().getString("data.key");
    given().header("Authorization", "Key " + key).get("/billing/balance").then().statusCode(200);
    assertThat(operator().get(path + "/keys").jsonPath().getList("data.status"))
        .containsExactly("active", "revoked");
  }

  @Test
  void anotherPlanCountsAtOnce() {
    assertThat(planOf(ann)).isEqualTo("ultra");

    var changed = operator().body("{\"plan\": \"lite\", \"name\": \"bob\"}").patch(path);

    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    assertThat(changed.jsonPath().getString("plan")).isEqualTo("lite");
    assertThat(changed.jsonPath().getString("name")).isEqualTo("bob");
    assertThat(changed.jsonPath().getString("balance")).isEqualTo("5");
    await().atMost(TOLD).untilAsserted(() -> assertThat(planOf(ann)).isEqualTo("lite"));
  }

  private static String planOf(Callers.Caller caller) {
    return caller.call().get("/v1/user/key").jsonPath().getString("data[0].plan_tier");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"plan": "unheard-of"}  | 422
          {"name": ""}            | 422
          ''                      | 400
          {}                      | 200
          """)
  void onlyPlansThatThereAreAreGiven(String body, int status) {
    assertThat(operator().body(body).patch(path).statusCode()).isEqualTo(status);
  }

  @Test
  void anAccountThatIsNotThereIsNotFound() {
    for (var id : new String[] {UUID.randomUUID().toString(), "x"}) {
      var nobody = "/admin/accounts/" + id;
      assertThat(operator().body("{}").patch(nobody).statusCode()).isEqualTo(404);
      assertThat(operator().get(nobody + "/keys").statusCode()).isEqualTo(404);
      assertThat(operator().body("{\"name\": \"k\"}").post(nobody + "/keys").statusCode())
          .isEqualTo(404);
      assertThat(operator().delete(nobody + "/keys/" + UUID.randomUUID()).statusCode())
          .isEqualTo(404);
    }
    assertThat(operator().delete(path + "/keys/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
  }

  @Test
  void ownersDoNotComeIn() {
    assertThat(ann.call().get(path + "/keys").statusCode()).isEqualTo(401);
    assertThat(ann.call().body("{}").patch(path).statusCode()).isEqualTo(401);
    assertThat(given().get(path + "/keys").statusCode()).isEqualTo(401);
  }

  private RequestSpecification operator() {
    return given().header("Authorization", "Key " + adminKey).contentType(ContentType.JSON);
  }
}
