package dev.millrace.api.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Wire;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts as fal's JavaScript client sends them: to us, and with the ETag in JSON. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class PartIT {
  private static final int MIB = 1 << 20;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private Callers.Caller caller;
  private JsonPath begun;

  @BeforeEach
  void begin() {
    caller = Callers.with("1");
    begun = initiated(caller);
  }

  @Test
  void partsThatComeThroughUsBecomeTheFile() {
    var bytes = random(11 * MIB);
    var one =
        put("1", Arrays.copyOf(bytes, 5 * MIB)).statusCode(200).body("partNumber", equalTo(1));
    var two = put("2", Arrays.copyOfRange(bytes, 5 * MIB, bytes.length)).statusCode(200);

    var url =
        complete(begun, etag(one), etag(two))
            .statusCode(200)
            .extract()
            .jsonPath()
            .getString("file_url");

    assertThat(url).isEqualTo(begun.getString("fileUrl"));
    assertThat(Relays.read(caller, url).asByteArray()).isEqualTo(bytes);
    complete(begun, etag(one), etag(two)).statusCode(200).body("file_url", equalTo(url));
  }

  @Test
  void aPartIsRefusedThatIsNone() throws IOException {
    put("0", random(4)).statusCode(400).body("details.code", equalTo("MALFORMED"));
    put("10001", random(4)).statusCode(400).body("details.code", equalTo("MALFORMED"));
    put("1", new byte[0]).statusCode(400).body("details.code", equalTo("UPLOAD_INVALID"));
    try (var wire = new Wire(port)) {
      var answer =
          wire.send(head("1", "Transfer-Encoding: chunked"))
              .send("4\r\nabcd\r\n0\r\n\r\n")
              .receive();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("Content-Length");
    }
    try (var wire = new Wire(port)) {
      var answer = wire.send(head("1", "Content-Length: 5368709121")).receive();
      assertThat(answer.status()).isEqualTo(413);
    }
  }

  @Test
  void partsThatAreNotThereMakeNoFile() {
    put("1", random(10)).statusCode(200);

    complete(begun, "nonsense").statusCode(400).body("details.code", equalTo("UPLOAD_INVALID"));
    complete(begun).statusCode(400).body("details.code", equalTo("UPLOAD_INVALID"));
  }

  @Test
  void aTokenOpensItsOwnUploadAlone() {
    var other = initiated(Callers.with("1"));
    var query = query(begun);
    var foreign = base(other) + "/1?" + query;

    plain().body("x").put(foreign).then().statusCode(401);
    plain().body("x").put(base(begun) + "/1").then().statusCode(401);
    plain().body("x").put(base(begun) + "/1?upload_token=x").then().statusCode(401);
    plain()
        .contentType(ContentType.JSON)
        .body("{\"parts\": []}")
        .post(base(other) + "/complete?" + query)
        .then()
        .statusCode(401);
  }

  @Test
  void anUploadThatWasGivenUpTakesNoPart() {
    caller
        .call()
        .body(
            "{\"uploadId\": \"%s\", \"uploadKey\": \"%s\"}"
                .formatted(begun.getString("uploadId"), begun.getString("uploadKey")))
        .post("/storage/upload/abort")
        .then()
        .statusCode(204);

    put("1", random(4)).statusCode(404).body("error", not(containsString("token")));
    complete(begun, "x").statusCode(404);
  }

  private static JsonPath initiated(Callers.Caller caller) {
    return caller
        .call()
        .body("{\"file_name\": \"a.bin\", \"content_type\": \"application/x-thing\"}")
        .post("/storage/upload/initiate-multipart")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private ValidatableResponse put(String number, byte[] bytes) {
    return plain()
        .contentType("application/x-thing")
        .body(bytes)
        .put(base(begun) + "/" + number + "?" + query(begun))
        .then();
  }

  private static ValidatableResponse complete(JsonPath begun, String... etags) {
    var parts = new StringBuilder();
    for (int n = 1; n <= etags.length; n++) {
      parts.append(
          "%s{\"partNumber\": %d, \"etag\": \"%s\"}".formatted(n > 1 ? "," : "", n, etags[n - 1]));
    }
    return plain()
        .contentType(ContentType.JSON)
        .body("{\"parts\": [" + parts + "]}")
        .post(base(begun) + "/complete?" + query(begun))
        .then();
  }

  private String head(String number, String headers) {
    return "PUT %s/%s?%s HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n"
        .formatted(base(begun), number, query(begun), headers);
  }

  private static String etag(ValidatableResponse answer) {
    return answer.extract().jsonPath().getString("etag");
  }

  /** The URL is taken apart as fal's client does it. */
  private static String base(JsonPath begun) {
    return Relays.pathOf(begun.getString("upload_url")).split("\\?")[0];
  }

  private static String query(JsonPath begun) {
    return Relays.pathOf(begun.getString("upload_url")).split("\\?")[1];
  }

  private static RequestSpecification plain() {
    return given().urlEncodingEnabled(false);
  }

  private static byte[] random(int bytes) {
    var all = new byte[bytes];
    new Random(bytes).nextBytes(all);
    return all;
  }
}
