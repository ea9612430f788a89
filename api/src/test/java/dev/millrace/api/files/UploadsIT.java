package dev.millrace.api.files;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Callers.Caller;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads past us, over HTTP and to the real store. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class UploadsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int FIVE_MIB = 5 << 20;
  private static final byte[] PICTURE = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

  @Inject Pool pool;

  private Caller caller;

  @BeforeEach
  void anAccount() {
    caller = Callers.with("1", "free");
  }

  // ------------------------------------------------------------------------------------------ PUT

  @Test
  void aPutIsAFileFromItsFirstUse() throws Exception {
    var begun = initiated("{\"file_name\": \"../a b.png\", \"content_type\": \"image/png\"}");
    begun.body("file_url", endsWith("/a%20b.png")).body("relay_upload_url", equalTo(null));

    assertThat(put(begun, PICTURE).statusCode()).isEqualTo(200);

    complete(begun).statusCode(200).body("fileUrl", equalTo(begun.extract().path("file_url")));
    assertThat(read(begun.extract().path("file_url"))).isEqualTo(PICTURE);
  }

  @Test
  void completingAgainAnswersTheSameFile() throws Exception {
    var begun = initiated("{\"file_name\": \"a.png\", \"content_type\": \"image/png\"}");
    put(begun, PICTURE);
    String first = complete(begun).statusCode(200).extract().path("fileUrl");

    complete(begun).statusCode(200).body("fileUrl", equalTo(first));
    complete(begun).statusCode(200).body("fileUrl", equalTo(first));
  }

  @Test
  void manyWhoCompleteAtOnceGetTheOneFile() throws Exception {
    var begun =
        initiated(
            "{\"file_name\": \"a.png\", \"content_type\": \"image/png\", \"sha256\": \"%s\"}"
                .formatted(sha256(PICTURE)));
    put(begun, PICTURE);
    Callable<Integer> one = () -> complete(begun).extract().statusCode();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = threads.invokeAll(IntStream.range(0, 8).mapToObj(n -> one).toList());
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
    assertThat(count("select count(*) as n from file where id = $1", id(begun))).isEqualTo(1);
  }

  @Test
  void bytesThatNeverCameAreIncomplete() {
    var begun = initiated("{\"file_name\": \"a.png\", \"content_type\": \"image/png\"}");

    complete(begun)
        .statusCode(409)
        .body("details.code", equalTo("UPLOAD_INCOMPLETE"))
        .body("error", containsString("a.png are not there yet; PUT them to the upload_url"));
  }

  /** What was signed is what the store takes, so a wrong size or checksum does not even arrive. */
  @Test
  void theStoreRefusesOtherBytesThanWereDeclared() throws Exception {
    var sized = initiated("{\"file_name\": \"a.bin\", \"size\": 17}");
    var summed =
        initiated("{\"file_name\": \"a.bin\", \"sha256\": \"%s\"}".formatted("00".repeat(32)));

    assertThat(put(sized, PICTURE).statusCode()).isBetween(400, 403);
    assertThat(put(summed, PICTURE).statusCode()).isBetween(400, 403);
    complete(sized).statusCode(409);
    complete(summed).statusCode(409);
  }

  @Test
  void aPageThatIsCalledAPictureIsAMismatchAndGone() throws Exception {
    var begun = initiated("{\"file_name\": \"a.png\", \"content_type\": \"image/png\"}");
    put(begun, "<!DOCTYPE html><script>alert(1)</script>".getBytes(UTF_8));

    complete(begun)
        .statusCode(422)
        .body("details.code", equalTo("FILE_MISMATCH"))
        .body("error", containsString("declared as image/png and is text/html"));
    complete(begun).statusCode(404);
    assertThat(
            count(
                "select count(*) as n from doomed_object where object_key like '%/' ||"
                    + " $1::uuid::text",
                id(begun)))
        .isEqualTo(1);
  }

  @Test
  void theLifecycleHeaderSaysHowLongTheFileLives() throws Exception {
    var begun =
        caller
            .call()
            .header(
                "X-Modelrunner-Object-Lifecycle-Preference",
                "{\"expiration_duration_seconds\": 3600}")
            .body("{\"file_name\": \"a.png\", \"content_type\": \"image/png\"}")
            .post("/storage/upload/initiate")
            .then()
            .statusCode(200);
    put(begun, PICTURE);
    complete(begun).statusCode(200);

    assertThat(
            count(
                "select extract(epoch from expires_at - created_at)::bigint as n from file where id"
                    + " = $1",
                id(begun)))
        .isEqualTo(3600);
  }

  // ---------------------------------------------------------------------------------------- parts

  @Test
  void partsBecomeOneFile() throws Exception {
    var begun = inParts("{\"file_name\": \"a.bin\", \"size\": %d}".formatted(FIVE_MIB + 3));
    var first = part(begun, 1, new byte[FIVE_MIB]);
    var second = part(begun, 2, new byte[] {1, 2, 3});

    parts(begun)
        .statusCode(200)
        .body("parts.partNumber", contains(1, 2))
        .body("parts.etag", contains(first, second))
        .body("parts.size", contains(FIVE_MIB, 3));
    var done =
        completeParts(begun, named(1, first), named(2, '"' + second + '"'))
            .statusCode(200)
            .body("fileUrl", equalTo(begun.extract().path("fileUrl")))
            .body("file_url", equalTo(begun.extract().path("file_url")));

    String url = done.extract().path("fileUrl");
    assertThat(read(url)).hasSize(FIVE_MIB + 3).endsWith(1, 2, 3);
    completeParts(begun, named(1, first)).statusCode(200).body("fileUrl", equalTo(url));
    parts(begun).statusCode(400).body("details.code", equalTo("UPLOAD_INVALID"));
    abort(begun).statusCode(400).body("error", containsString("this upload is complete"));
  }

  @Test
  void theLifecycleHeaderAtTheEndCounts() throws Exception {
    var begun = inParts("{\"file_name\": \"a.bin\"}");
    var only = part(begun, 1, PICTURE);

    caller
        .call()
        .header(
            "X-Modelrunner-Object-Lifecycle-Preference", "{\"expiration_duration_seconds\": 60}")
        .body(completion(begun, named(1, only)))
        .post("/storage/upload/complete")
        .then()
        .statusCode(200);

    assertThat(
            count(
                "select extract(epoch from expires_at - created_at)::bigint as n from file where id"
                    + " = $1",
                uploadId(begun)))
        .isEqualTo(60);
  }

  @Test
  void partsThatMakeNoFileAreRefusedAndCanBeMended() throws Exception {
    var begun = inParts("{\"file_name\": \"a.bin\"}");
    var small = part(begun, 1, new byte[100]);
    var second = part(begun, 2, new byte[7]);

    refused(begun, "parts is empty");
    refused(begun, "part 1 has 100 bytes", named(1, small), named(2, second));
    refused(begun, "part 1 is named after part 2", named(2, second), named(1, small));
    refused(begun, "part 2 is named twice", named(2, second), named(2, second));
    refused(begun, "part 3 was not uploaded", named(3, second));
    refused(begun, "part 2 is there with another etag", named(2, small));
    refused(begun, "from 1 to 10000", named(10_001, small));

    completeParts(begun, named(2, second)).statusCode(200);
  }

  @Test
  void partsWithOtherBytesThanDeclaredAreAMismatch() throws Exception {
    var begun = inParts("{\"file_name\": \"a.bin\", \"size\": 99}");
    var only = part(begun, 1, PICTURE);

    completeParts(begun, named(1, only))
        .statusCode(422)
        .body("details.code", equalTo("FILE_MISMATCH"))
        .body("error", containsString("declared as 99 bytes and its parts have 16"));
  }

  @Test
  void aChecksumThatWasDeclaredIsReadFromTheParts() throws Exception {
    var right =
        inParts("{\"file_name\": \"a.bin\", \"sha256\": \"%s\"}".formatted(sha256(PICTURE)));
    var wrong =
        inParts("{\"file_name\": \"a.bin\", \"sha256\": \"%s\"}".formatted("00".repeat(32)));

    completeParts(right, named(1, part(right, 1, PICTURE))).statusCode(200);
    completeParts(wrong, named(1, part(wrong, 1, PICTURE)))
        .statusCode(422)
        .body("error", containsString("the SHA-256 of a.bin was declared as"));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "10001", "x", "''", "1.5", "99999999999"})
  void partsHaveNumbersWithinBounds(String number) {
    var begun = inParts("{\"file_name\": \"a.bin\"}");

    partUrl(begun, number).statusCode(400).body("details.code", equalTo("UPLOAD_INVALID"));
  }

  @Test
  void aKeyThatIsNotItsUploadsIsRefused() {
    var one = inParts("{\"file_name\": \"a.bin\"}");
    var other = inParts("{\"file_name\": \"a.bin\"}");

    caller
        .call()
        .queryParam("uploadId", one.extract().<String>path("uploadId"))
        .queryParam("uploadKey", other.extract().<String>path("uploadKey"))
        .queryParam("partNumber", 1)
        .get("/storage/upload/multipart-url")
        .then()
        .statusCode(400)
        .body("error", containsString("uploadKey names another upload"));
  }

  @Test
  void anUploadThatWasGivenUpIsGone() throws Exception {
    var begun = inParts("{\"file_name\": \"a.bin\"}");
    var only = part(begun, 1, PICTURE);

    abort(begun).statusCode(204);

    abort(begun).statusCode(404);
    partUrl(begun, "1").statusCode(404);
    parts(begun).statusCode(404);
    completeParts(begun, named(1, only)).statusCode(404);
    var again = inParts("{\"file_name\": \"a.bin\"}");
    caller
        .call()
        .delete("/storage/upload/" + again.extract().path("uploadId"))
        .then()
        .statusCode(204);
    parts(again).statusCode(404);
  }

  @Test
  void anUploadWhoseTimeIsOverSaysSo() throws Exception {
    var begun = inParts("{\"file_name\": \"a.bin\"}");
    var only = part(begun, 1, PICTURE);
    run(
        "update upload set expires_at = now() - interval '1 second' where id = $1",
        uploadId(begun));

    completeParts(begun, named(1, only))
        .statusCode(410)
        .body("details.code", equalTo("GONE"))
        .body("error", containsString("begin a new one"));
    partUrl(begun, "1").statusCode(410);
    abort(begun).statusCode(204);
  }

  @Test
  void anotherAccountsUploadIsNotFoundAnywhere() throws Exception {
    var begun = inParts("{\"file_name\": \"a.bin\"}");
    var only = part(begun, 1, PICTURE);
    var single = initiated("{\"file_name\": \"a.bin\"}");
    put(single, PICTURE);
    var stranger = Callers.with("1");
    String id = begun.extract().path("uploadId");

    stranger
        .call()
        .queryParam("uploadId", id)
        .queryParam("partNumber", 1)
        .get("/storage/upload/multipart-url")
        .then()
        .statusCode(404);
    stranger.call().queryParam("uploadId", id).get("/storage/upload/parts").then().statusCode(404);
    stranger
        .call()
        .body(completion(begun, named(1, only)))
        .post("/storage/upload/complete")
        .then()
        .statusCode(404);
    stranger
        .call()
        .body(Map.of("fileUrl", single.extract().path("file_url")))
        .post("/storage/upload/complete")
        .then()
        .statusCode(404);
    stranger.call().delete("/storage/upload/" + id).then().statusCode(404);
    stranger
        .call()
        .body(Map.of("uploadId", id))
        .post("/storage/upload/abort")
        .then()
        .statusCode(404);
    completeParts(begun, named(1, only)).statusCode(200);
  }

  // --------------------------------------------------------------------------------------- limits

  @Test
  void whatThePlanDoesNotAllowIsRefusedBeforeItsBytes() {
    for (var route : List.of("initiate", "initiate-multipart")) {
      begin(route, "{\"file_name\": \"a.bin\", \"size\": 999999999999999}")
          .statusCode(413)
          .body("details.code", equalTo("FILE_TOO_LARGE"))
          .body("error", containsString("under the plan free"));
    }
    assertThat(count("select count(*) as n from upload where account_id = $1", account())).isZero();
  }

  @Test
  void whatIsLargerThanTwoGigabytesMayBegin() {
    inParts("{\"file_name\": \"a.bin\", \"size\": 5368709120}");
    initiated("{\"file_name\": \"a.bin\", \"size\": 5368709120}");
  }

  @Test
  void anAccountHasOnlySoManyUnfinished() {
    initiated("{\"file_name\": \"a.bin\"}");
    run(
        """
        insert into upload (id, account_id, way, object_key, name, content_type, largest, created_at,
                            expires_at, look_at)
        select gen_random_uuid(), $1, 'relay', gen_random_uuid()::text, 'a', 'a/b', 1, now(),
               now() + interval '1 hour', now() + interval '1 hour'
          from generate_series(1, 99)
        """,
        account());

    for (var route : List.of("initiate", "initiate-multipart")) {
      begin(route, "{\"file_name\": \"a.bin\"}")
          .statusCode(403)
          .body("details.code", equalTo("STORAGE_LIMIT_REACHED"))
          .body("error", containsString("this account has 100 unfinished uploads"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"file_name\": \"a\", \"content_type\": \"a\\r\\nb: c\"} | content_type must be",
        "{\"file_name\": \"a\", \"size\": -1} | size must be",
        "{\"file_name\": \"a\", \"sha256\": \"x\"} | sha256 must be",
        "{\"file_name\": {}} | file_name has the wrong type",
        "{\"size\": \"x\"} | size has the wrong type",
        "[] | object",
        "'' | empty"
      })
  void aBodyThatMakesNoSenseIsRefused(String body, String message) {
    begin("initiate", body).statusCode(400).body("error", containsString(message));
  }

  @Test
  void everyRouteWantsAKey() {
    for (var route : List.of("initiate", "initiate-multipart", "complete", "abort")) {
      given()
          .contentType("application/json")
          .body("{}")
          .post("/storage/upload/" + route)
          .then()
          .statusCode(401);
    }
    given().get("/storage/upload/parts").then().statusCode(401);
    given().get("/storage/upload/multipart-url").then().statusCode(401);
    given().delete("/storage/upload/x").then().statusCode(401);
  }

  @Test
  void namesWithTricksStayNames() throws Exception {
    for (var name :
        List.of("../../../x", "a\u0000b\r\nSet-Cookie: c", "\u202Egpj.exe", "x".repeat(4096))) {
      var begun =
          caller
              .call()
              .body(Map.of("file_name", name, "content_type", "image/png"))
              .post("/storage/upload/initiate")
              .then()
              .statusCode(200)
              .body("file_url", not(containsString("..")))
              .body("file_url", startsWith("http"));
      String url = begun.extract().path("file_url");
      assertThat(URI.create(url).getRawPath().split("/")).hasSize(4);
      put(begun, PICTURE);
      complete(begun).statusCode(200);
      assertThat(read(url)).isEqualTo(PICTURE);
    }
    assertThat(
            count(
                "select count(*) as n from file where account_id = $1 and object_key !~"
                    + " '^uploads/[0-9a-f-]{36}/[0-9a-f-]{36}$'",
                account()))
        .isZero();
  }

  // ---------------------------------------------------------------------------------------- steps

  private ValidatableResponse begin(String route, String body) {
    return caller.call().body(body).post("/storage/upload/" + route).then();
  }

  private ValidatableResponse initiated(String body) {
    return begin("initiate", body).statusCode(200);
  }

  private ValidatableResponse inParts(String body) {
    return begin("initiate-multipart", body).statusCode(200);
  }

  private ValidatableResponse complete(ValidatableResponse begun) {
    return caller
        .call()
        .body(Map.of("fileUrl", begun.extract().path("file_url")))
        .post("/storage/upload/complete")
        .then();
  }

  private ValidatableResponse partUrl(ValidatableResponse begun, String number) {
    return caller
        .call()
        .queryParam("uploadId", begun.extract().<String>path("uploadId"))
        .queryParam("uploadKey", begun.extract().<String>path("uploadKey"))
        .queryParam("partNumber", number)
        .get("/storage/upload/multipart-url")
        .then();
  }

  /** Its ETag, without quotes. */
  private String part(ValidatableResponse begun, int number, byte[] bytes)
      throws IOException, InterruptedException {
    String url =
        partUrl(begun, Integer.toString(number)).statusCode(200).extract().path("presignedUrl");
    var answer =
        send(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(bytes)));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.headers().firstValue("ETag").orElseThrow().replace("\"", "");
  }

  private ValidatableResponse parts(ValidatableResponse begun) {
    return caller
        .call()
        .queryParam("uploadId", begun.extract().<String>path("uploadId"))
        .queryParam("uploadKey", begun.extract().<String>path("uploadKey"))
        .get("/storage/upload/parts")
        .then();
  }

  private static Map<String, Object> named(int number, String etag) {
    return Map.of("partNumber", number, "etag", etag);
  }

  private static Map<String, Object> completion(ValidatableResponse begun, Object... parts) {
    return Map.of(
        "uploadId", begun.extract().path("uploadId"),
        "uploadKey", begun.extract().path("uploadKey"),
        "parts", List.of(parts));
  }

  private ValidatableResponse completeParts(ValidatableResponse begun, Object... parts) {
    return caller.call().body(completion(begun, parts)).post("/storage/upload/complete").then();
  }

  private void refused(ValidatableResponse begun, String message, Object... parts) {
    completeParts(begun, parts)
        .statusCode(400)
        .body("details.code", equalTo("UPLOAD_INVALID"))
        .body("error", containsString(message));
  }

  private ValidatableResponse abort(ValidatableResponse begun) {
    return caller
        .call()
        .body(
            Map.of(
                "uploadId", begun.extract().path("uploadId"),
                "uploadKey", begun.extract().path("uploadKey")))
        .post("/storage/upload/abort")
        .then();
  }

  private static HttpResponse<byte[]> put(ValidatableResponse begun, byte[] bytes)
      throws IOException, InterruptedException {
    String url = begun.extract().path("upload_url");
    var call = HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(bytes));
    begun
        .extract()
        .<Map<String, String>>path("upload_headers")
        .forEach(
            (name, value) -> {
              if (!name.equals("content-length")) { // the client writes that one itself
                call.header(name, value);
              }
            });
    return send(call);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder call)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(call.timeout(SOON).build(), BodyHandlers.ofByteArray());
    }
  }

  /** With the key, and then wherever it leads without it. */
  private byte[] read(String url) throws IOException, InterruptedException {
    var first =
        send(
            HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Key " + caller.key()));
    assertThat(first.statusCode()).isEqualTo(307);
    return send(HttpRequest.newBuilder(
            URI.create(first.headers().firstValue("Location").orElseThrow())))
        .body();
  }

  private static UUID id(ValidatableResponse begun) {
    String url = begun.extract().path("file_url");
    return UUID.fromString(url.split("/media/")[1].substring(0, 36));
  }

  private static UUID uploadId(ValidatableResponse begun) {
    return UUID.fromString(begun.extract().path("uploadId"));
  }

  private UUID account() {
    return UUID.fromString(caller.account());
  }

  private long count(String sql, Object value) {
    return pool.preparedQuery(sql)
        .execute(Tuple.of(value))
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getLong("n");
  }

  private void run(String sql, Object value) {
    pool.preparedQuery(sql).execute(Tuple.of(value)).await().atMost(SOON);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
