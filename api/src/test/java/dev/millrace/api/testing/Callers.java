package dev.millrace.api.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;

/** Accounts for tests over HTTP, opened by the operator. */
public final class Callers {
  private Callers() {}

  /** An account and its key. */
  public record Caller(String account, String key) {
    /** A call of this caller with a JSON body. */
    public RequestSpecification call() {
      return given().header("Authorization", "Key " + key).contentType(ContentType.JSON);
    }
  }

  /** On a plan without limits. */
  public static Caller with(String credit) {
    return with(credit, "ultra");
  }

  public static Caller with(String credit, String plan) {
    var adminKey = ConfigProvider.getConfig().getValue("millrace.admin.key", String.class);
    var opened =
        given()
            .header("Authorization", "Key " + adminKey)
            .contentType(ContentType.JSON)
            .body(
                "{\"name\": \"test\", \"plan\": \"%s\", \"credit\": \"%s\"}"
                    .formatted(plan, credit))
            .post("/admin/accounts")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    return new Caller(opened.getString("id"), opened.getString("key"));
  }

  /** A call of the operator with a JSON body. */
  public static RequestSpecification operator() {
    var adminKey = ConfigProvider.getConfig().getValue("millrace.admin.key", String.class);
    return given().header("Authorization", "Key " + adminKey).contentType(ContentType.JSON);
  }
}
