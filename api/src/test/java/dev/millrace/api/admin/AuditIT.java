package dev.millrace.api.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Database;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The route; other tests leave accounts behind that were never booked, so it looks at its own. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class AuditIT {
  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  private final Database database = Database.shared();
  private UUID account;

  /** Whoever audits after this test finds nothing of it. */
  @AfterEach
  void putRight() {
    if (account != null) {
      database.run("update account set balance = 5000000000 where id = $1", account);
    }
  }

  @Test
  void aBalanceThatDiffersIsToldAndOneThatDoesNotIsNot() {
    account = opened();
    var other = opened();
    database.run("update account set balance = balance + 1 where id = $1", account);

    var report = audit(adminKey);

    assertThat(report.statusCode()).isEqualTo(200);
    var body = report.jsonPath();
    assertThat(body.getLong("accounts")).isGreaterThanOrEqualTo(2);
    assertThat(body.getLong("entries")).isGreaterThanOrEqualTo(2);
    assertThat(body.getLong("differencesTotal")).isPositive();
    assertThat(body.<Map<String, String>>getList("differences"))
        .filteredOn(difference -> difference.get("account").equals(account.toString()))
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference)
                  .containsEntry("kind", "balance")
                  .containsEntry("expected", "5")
                  .containsEntry("found", "5.000000001")
                  .containsEntry("requestId", null);
            });
    assertThat(body.<String>getList("differences.account")).doesNotContain(other.toString());
  }

  @Test
  void strangersDoNotComeIn() {
    assertThat(given().get("/admin/audit").statusCode()).isEqualTo(401);
    assertThat(audit("mr_admin_wrong").statusCode()).isEqualTo(401);
  }

  private UUID opened() {
    return UUID.fromString(
        given()
            .header("Authorization", "Key " + adminKey)
            .contentType("application/json")
            .body("{\"name\": \"ann\", \"credit\": \"5\"}")
            .post("/admin/accounts")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getString("id"));
  }

  private static Response audit(String key) {
    return given().header("Authorization", "Key " + key).get("/admin/audit");
  }
}
