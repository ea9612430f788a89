package dev.millrace.api.relay;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Wire;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files in one call, to a real store. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class SmallFilesIT {
  private static final int MIB = 1 << 20;
  private static final String SUM_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Inject Relays relays;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private Callers.Caller caller;

  @BeforeEach
  void openAccount() {
    caller = Callers.with("1");
  }

  @Test
  void theBodyIsTheFile() {
    var bytes = random(12 * MIB);

    var file =
        call()
            .config(
                config()
                    .encoderConfig(
                        encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)))
            .contentType("application/octet-stream")
            .queryParam("name", "../a b.bin")
            .body(bytes)
            .post("/files")
            .then()
            .statusCode(201)
            .body("source", equalTo("upload"))
            .body("mimeType", equalTo("application/octet-stream"))
            .body("sizeBytes", equalTo(bytes.length))
            .body("isFavorited", equalTo(false))
            .body("public", equalTo(false))
            .body("tags", hasSize(0))
            .extract()
            .jsonPath();

    assertThat(file.getString("url")).endsWith("/media/" + file.getString("id") + "/a%20b.bin");
    assertThat(call().get("/files").jsonPath().<String, Object>getMap("items[0]"))
        .isEqualTo(file.<String, Object>getMap("$"));
    assertThat(Relays.read(caller, file.getString("url")).asByteArray()).isEqualTo(bytes);
  }

  @Test
  void aFormHasTheFileInItsFieldFile() {
    var bytes = random(3 * MIB);

    var url =
        call()
            .multiPart("purpose", "vision")
            .multiPart("file", "C:\\pictures\\muehle.bin", bytes, "application/x-thing")
            .post("/files")
            .then()
            .statusCode(201)
            .body("name", equalTo("muehle.bin"))
            .body("mimeType", equalTo("application/x-thing"))
            .extract()
            .jsonPath()
            .getString("url");

    assertThat(Relays.read(caller, url).asByteArray()).isEqualTo(bytes);
  }

  @Test
  void fieldsMayComeBeforeTheFileOrBehindIt() {
    call()
        .multiPart("name", "first.txt")
        .multiPart("file", "a.txt", "abc".getBytes(), "text/plain")
        .multiPart("public", "true")
        .multiPart("sha256", SUM_OF_ABC)
        .post("/files")
        .then()
        .statusCode(201)
        .body("name", equalTo("first.txt"))
        .body("public", equalTo(true));
  }

  @Test
  void jsonWithANameIsAFileLikeAnyOther() {
    call()
        .contentType("application/json")
        .body("{\"a\": 1}")
        .post("/files?name=a.json&public=true")
        .then()
        .statusCode(201)
        .body("mimeType", equalTo("application/json"))
        .body("public", equalTo(true));
  }

  @Test
  void aFileLivesAsLongAsTheHeaderSays() {
    call()
        .header(
            "X-Modelrunner-Object-Lifecycle-Preference", "{\"expiration_duration_seconds\": 60}")
        .contentType("text/plain")
        .body("abc".getBytes())
        .post("/files?name=a.txt")
        .then()
        .statusCode(201)
        .body("expiresAt", containsString("T"));
  }

  @Test
  void nothingIsKeptOfWhatIsRefused() {
    refused(raw("text/plain", ""), 400, "UPLOAD_INVALID");
    refused(raw("text/plain", "abc", "sha256", "0".repeat(64)), 422, "FILE_MISMATCH");
    refused(raw("text/plain", "abc", "sha256", "0"), 400, "MALFORMED");
    refused(raw("text/plain", "abc", "public", "perhaps"), 400, "MALFORMED");
    refused(raw("image/png", "<!DOCTYPE html><html></html>"), 422, "FILE_MISMATCH");
    refused(
        call().contentType("application/x-www-form-urlencoded").formParam("a", "b"),
        415,
        "MEDIA_TYPE_UNSUPPORTED");
    refused(form("other", "abc"), 400, "MALFORMED");
    refused(form("file", ""), 400, "UPLOAD_INVALID");
    refused(
        call()
            .multiPart("file", "a.txt", "abc".getBytes(), "text/plain")
            .multiPart("sha256", "0".repeat(64)),
        422,
        "FILE_MISMATCH");
    refused(
        call()
            .multiPart("file", "a.txt", "abc".getBytes(), "text/plain")
            .multiPart("public", "perhaps"),
        400,
        "MALFORMED");
    refused(
        call()
            .multiPart("file", "a.txt", "abc".getBytes(), "text/plain")
            .multiPart("file", "b.txt", "abc".getBytes(), "text/plain"),
        400,
        "MALFORMED");
    refused(
        raw("text/plain", "abc").header("Content-Encoding", "gzip"), 415, "MEDIA_TYPE_UNSUPPORTED");

    assertThat(relays.stored(caller)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=x",
      })
  void aFormThatIsNoneIsRefused(String type) throws IOException {
    try (var wire = new Wire(port)) {
      var answer = wire.send(head(type, "Content-Length: 20") + "no form at all, none").receive();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("MALFORMED");
    }
  }

  /** More than small files may have, announced or not, as a form or not. */
  @Test
  void aFileThatIsNotSmallIsRefusedAtTheBound() throws IOException {
    try (var wire = new Wire(port)) {
      var answer = wire.send(head("text/plain", "Content-Length: 33554433")).receive();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("FILE_TOO_LARGE");
    }
    try (var wire = new Wire(port)) {
      var answer =
          wire.send(head("text/plain", "Transfer-Encoding: chunked"))
              .sendChunked(34 * MIB)
              .receive();
      assertThat(answer.status()).isEqualTo(413);
    }
    try (var wire = new Wire(port)) {
      var answer =
          wire.send(head("multipart/form-data; boundary=x", "Content-Length: 134217728")).receive();
      assertThat(answer.status()).isEqualTo(413);
    }
    assertThat(relays.stored(caller)).isEmpty();
  }

  @Test
  void aFormWhoseSenderLeavesLeavesNothingBehind() throws IOException {
    try (var wire = new Wire(port)) {
      wire.send(head("multipart/form-data; boundary=x", "Content-Length: 1000000"))
          .send(
              "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                  + "y".repeat(100_000));
    }
    raw("text/plain", "abc").post("/files").then().statusCode(201);

    assertThat(relays.stored(caller)).hasSize(1);
  }

  @Test
  void filesNeedAKey() {
    given().contentType("text/plain").body("abc").post("/files").then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://localhost/",
        "http://user:secret@example.com/",
        "file:///etc/passwd",
        "ftp://example.com/"
      })
  void aUrlThatIsNotOnThePublicInternetIsNotRead(String url) {
    refused(
        call().contentType("application/json").body("{\"url\": \"%s\"}".formatted(url)),
        400,
        "URL_FORBIDDEN");
  }

  @Test
  void jsonThatNamesNoUrlIsRefused() {
    for (var body : new String[] {"{}", "{\"url\": \"\"}", "null", "[", "", "\"x\""}) {
      call().contentType("application/json").body(body).post("/files").then().statusCode(400);
    }
    call()
        .contentType("application/json")
        .body("{\"url\": \"%s\"}".formatted("x".repeat(70_000)))
        .post("/files")
        .then()
        .statusCode(413);
  }

  private RequestSpecification call() {
    return given().header("Authorization", "Key " + caller.key());
  }

  private RequestSpecification raw(String type, String body, String... query) {
    var call = call().contentType(type).body(body.getBytes()).queryParam("name", "a.txt");
    return query.length == 0 ? call : call.queryParam(query[0], query[1]);
  }

  private RequestSpecification form(String field, String body) {
    return call().multiPart(field, "a.txt", body.getBytes(), "text/plain");
  }

  private static ValidatableResponse refused(RequestSpecification call, int status, String code) {
    return call.post("/files").then().statusCode(status).body("details.code", equalTo(code));
  }

  private String head(String type, String headers) {
    return "POST /files HTTP/1.1\r\nHost: x\r\nAuthorization: Key %s\r\nContent-Type: %s\r\n%s\r\n\r\n"
        .formatted(caller.key(), type, headers);
  }

  private static byte[] random(int bytes) {
    var all = new byte[bytes];
    new Random(bytes).nextBytes(all);
    return all;
  }
}
