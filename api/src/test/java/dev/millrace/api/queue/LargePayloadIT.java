package dev.millrace.api.queue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.blob.BlobStore;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller does not see where large payloads lie. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class LargePayloadIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TEXT = "a long story ".repeat(20_000);

  @Inject BlobStore blobs;
  @Inject Pool pool;

  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  private String key;

  @BeforeEach
  void anAccountWithOneDollar() {
    key =
        given()
            .header("Authorization", "Key " + adminKey)
            .contentType(ContentType.JSON)
            .body("{\"name\": \"test\", \"plan\": \"ultra\", \"credit\": \"1\"}")
            .post("/admin/accounts")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
  }

  @Test
  void aLargeInputIsReadAndSubmittedAgainLikeAnyOther() {
    var id = submitted();
    assertThat(blobs.head(inputOf(id)).await().atMost(SOON)).isPresent();
    caller().get("/requests/" + id).then().body("input.text", equalTo(TEXT));
    caller().get("/requests").then().body("data[0].input", equalTo(Map.of("_elided", true)));
    caller().put("/local/echo/requests/" + id + "/cancel");

    String again =
        caller()
            .post("/requests/" + id + "/retry")
            .then()
            .statusCode(201)
            .extract()
            .path("request_id");

    caller().get("/requests/" + again).then().body("input.text", equalTo(TEXT));
  }

  @Test
  void deletedPayloadsAreDoomedWhereTheyLie() {
    var id = submitted();
    caller().put("/local/echo/requests/" + id + "/cancel");

    caller().delete("/requests/" + id + "/payloads").then().statusCode(200);

    assertThat(
            pool.preparedQuery("select from doomed_object where object_key = $1")
                .execute(Tuple.of(inputOf(id)))
                .await()
                .atMost(SOON)
                .rowCount())
        .isEqualTo(1);
    caller().get("/requests/" + id).then().body("input", equalTo(Map.of()));
  }

  @Test
  void anAnswerAtOnceIsKeptLikeAnyOther() {
    var id =
        caller()
            .body(Map.of("text", TEXT))
            .post("/run/local/echo")
            .then()
            .statusCode(200)
            .body("text", equalTo(TEXT))
            .extract()
            .header("x-millrace-request-id");

    Awaitility.await()
        .atMost(SOON)
        .until(() -> caller().get("/requests/" + id).statusCode() == 200);
    caller()
        .get("/requests/" + id)
        .then()
        .body("input.text", equalTo(TEXT))
        .body("output.text", equalTo(TEXT));
    assertThat(blobs.head(inputOf(id)).await().atMost(SOON)).isPresent();
  }

  private String submitted() {
    return caller()
        .body(Map.of("text", TEXT))
        .post("/local/echo")
        .then()
        .statusCode(201)
        .extract()
        .path("request_id");
  }

  private static String inputOf(String id) {
    return "payloads/%s/input".formatted(RequestId.parse(id).orElseThrow().value());
  }

  private RequestSpecification caller() {
    return given().header("Authorization", "Key " + key).contentType(ContentType.JSON);
  }
}
