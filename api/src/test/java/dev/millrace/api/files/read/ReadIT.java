package dev.millrace.api.files.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.api.files.thumbnail.Pictures;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Wire;
import dev.millrace.blob.BlobStore;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading files over HTTP, with the real store behind it. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ReadIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String TEXT = "0123456789";

  private static Callers.Caller owner;
  private static Callers.Caller stranger;

  @Inject BlobStore blobs;
  @Inject Pool pool;

  @TestHTTPResource URL api;

  /** Once: the application is not there yet before all tests. */
  @BeforeEach
  void twoAccounts() {
    if (owner == null) {
      owner = Callers.with("1");
      stranger = Callers.with("1");
    }
  }

  // ---------------------------------------------------------------------------------- the redirect

  @Test
  void theOwnerIsRedirectedToBytesThatNeedNoKey() throws Exception {
    var id = stored("a b.txt", "text/plain", TEXT);

    var answer = get(owner, "/media/" + id + "/whatever.html");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-store");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
    var bytes = follow(answer);
    assertThat(bytes.body()).isEqualTo(TEXT);
    assertThat(header(bytes, "Content-Type"))
        .isEqualToIgnoringWhitespace("text/plain;charset=utf-8");
    assertThat(header(bytes, "Content-Disposition"))
        .isEqualTo("inline; filename*=UTF-8''a%20b.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "/%E2%80%AE%22%3Cscript%3E", "/a%20b.txt?x=1"})
  void anyNameReachesTheFile(String name) throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    assertThat(follow(get(owner, "/media/" + id + name)).body()).isEqualTo(TEXT);
  }

  @Test
  void aNameOfFourThousandCharactersReachesTheFileAndNoHeader() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    var bytes = follow(get(owner, "/media/" + id + "/" + "n".repeat(4096)));

    assertThat(bytes.body()).isEqualTo(TEXT);
    assertThat(header(bytes, "Content-Disposition")).endsWith("''a.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..",
        "/%2e%2e",
        "/../x",
        "/a%2Fb",
        "/a%5Cb",
        "/a%00b",
        "/a%0D%0AX-Evil:1",
        "/a;b"
      })
  void pathTricksAreRefused(String tricks) throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    try (var wire = new Wire(api.getPort())) {
      var answer =
          wire.send(
                  "GET /media/%s%s HTTP/1.1\r\nHost: x\r\nAuthorization: Key %s\r\n\r\n"
                      .formatted(id, tricks, owner.key()))
              .receive();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("X-Evil")).isNull();
    }
  }

  @Test
  void aSignedUrlEndsAndTheFilesOwnUrlGivesAFreshOne() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);
    var old =
        blobs.signedGet(
            key(owner, id),
            new BlobStore.Shown("a.txt", "text/plain", true),
            Duration.ofSeconds(1));

    await().atMost(SOON).until(() -> open(old).statusCode() == 403);

    assertThat(follow(get(owner, "/media/" + id)).body()).isEqualTo(TEXT);
  }

  @Test
  void aRangePassesThroughTheRedirect() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    var part =
        send(
            HttpRequest.newBuilder(location(get(owner, "/media/" + id)))
                .header("Range", "bytes=2-4"));

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 2-4/10");
  }

  @Test
  void aHeadSaysWhatAGetWouldBring() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    var answer =
        send(call(owner, "/media/" + id).method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Length")).isEqualTo("10");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
  }

  // --------------------------------------------------------------------------------------- who may

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/media/%s",
        "/media/%s/a.txt",
        "/media/%s/thumbnail",
        "/media/%s/a.txt?redirect=false",
        "/media/%s/a.txt?relay=true",
        "/files/%s/link"
      })
  void foreignUnknownAndDeletedFilesLookAlike(String path) throws Exception {
    var foreign = get(stranger, path.formatted(stored("a.png", "image/png", TEXT)));
    var unknown = get(stranger, path.formatted(UUID.randomUUID()));
    var nonsense = get(stranger, path.formatted("1-1-1-1-1"));

    for (var answer : List.of(foreign, unknown, nonsense)) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(code(answer)).isEqualTo("NOT_FOUND");
      assertThat(message(answer)).isEqualTo(message(unknown));
    }
  }

  @Test
  void withoutAKeyAPrivateFileLooksLikeNone() throws Exception {
    var secret = open(uri("/media/" + stored("a.txt", "text/plain", TEXT)));
    var unknown = open(uri("/media/" + UUID.randomUUID()));

    assertThat(secret.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(message(secret)).isEqualTo(message(unknown));
  }

  @Test
  void aPublicFileIsForAnyoneWhoHasItsUrl() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);
    run("update file set public = true where id = $1", id);

    assertThat(follow(open(uri("/media/" + id + "/a.txt"))).body()).isEqualTo(TEXT);
    assertThat(follow(get(stranger, "/media/" + id)).body()).isEqualTo(TEXT);
    assertThat(open(uri("/media/" + id + "?relay=true")).body()).isEqualTo(TEXT);
  }

  @Test
  void aKeyThatIsNoGoodIsRefusedEvenWhereNoneIsNeeded() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);
    run("update file set public = true where id = $1", id);

    var answer = send(HttpRequest.newBuilder(uri("/media/" + id)).header("X-API-Key", "mr_no"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(code(answer)).isEqualTo("KEY_INVALID");
  }

  @Test
  void whatCameOutOfAPublicRequestIsForAnyoneUntilItIsPrivateAgain() throws Exception {
    String wire = owner.call().body("{}").post("/local/echo").jsonPath().getString("request_id");
    var request = dev.millrace.request.RequestId.parse(wire).orElseThrow().value();
    var id = stored("a.txt", "text/plain", TEXT);
    run("update file set request_id = $2, source = 'output' where id = $1", id, request);

    run("update request set public = true where id = $1", request);
    assertThat(open(uri("/media/" + id)).statusCode()).isEqualTo(307);

    run("update request set public = false where id = $1", request);
    assertThat(open(uri("/media/" + id)).statusCode()).isEqualTo(401);
  }

  // -------------------------------------------------------------------------------------- its time

  @Test
  void anExpiredFileSaysSinceWhenItIsGone() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);
    var end = Instant.parse("2026-01-02T03:04:05Z");
    run("update file set expires_at = '2026-01-02T03:04:05Z' where id = $1", id);
    assertGone(get(owner, "/media/" + id), end);
    assertGone(get(owner, "/files/" + id + "/link"), end);
    assertThat(get(stranger, "/media/" + id).statusCode()).isEqualTo(404);

    run("update file set expired_at = '2026-01-02T03:05:00Z', public = true where id = $1", id);

    assertGone(open(uri("/media/" + id)), Instant.parse("2026-01-02T03:05:00Z"));
    assertGone(get(stranger, "/media/" + id + "/thumbnail"), Instant.parse("2026-01-02T03:05:00Z"));
  }

  @Test
  void aFavouriteOutlivesItsTime() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);
    run("update file set expires_at = '2026-01-02T03:04:05Z', favourite = true where id = $1", id);

    assertThat(get(owner, "/media/" + id).statusCode()).isEqualTo(307);
  }

  @Test
  void theFirstToReadAnUploadWhoseBytesHaveComeMakesItAFile() throws Exception {
    var id = upload("a.txt", "text/plain");
    var early = get(owner, "/media/" + id);
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(code(early)).isEqualTo("UPLOAD_INCOMPLETE");
    assertThat(get(stranger, "/media/" + id).statusCode()).isEqualTo(404);
    put(key(owner, id), "text/plain", TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(get(stranger, "/media/" + id).statusCode()).isEqualTo(404);
    assertThat(run("select id from upload where id = $1", id).size()).isEqualTo(1);

    assertThat(follow(get(owner, "/media/" + id)).body()).isEqualTo(TEXT);

    assertThat(run("select id from file where id = $1", id).size()).isEqualTo(1);
    assertThat(run("select id from upload where id = $1", id).size()).isZero();
  }

  // ---------------------------------------------------------------------------------------- danger

  @ParameterizedTest
  @CsvSource({
    "page.html, text/html",
    "picture.svg, image/svg+xml",
    "script.js, text/javascript",
    "feed.xml, application/xml"
  })
  void whatABrowserMightRunIsDownloadedFromTheStoreAndFromUs(String name, String type)
      throws Exception {
    var id = stored(name, type, "<svg onload='alert(1)'/>");

    var redirected = follow(get(owner, "/media/" + id));
    var relayed = get(owner, "/media/" + id + "?relay=true");

    for (var answer : List.of(redirected, relayed)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
      assertThat(header(answer, "Content-Disposition"))
          .isEqualTo("attachment; filename*=UTF-8''" + name);
    }
    assertThat(header(relayed, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(relayed, "Content-Security-Policy"))
        .startsWith("sandbox; default-src 'none'");
  }

  // ----------------------------------------------------------------------------------- the relay

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 206, 0, bytes 0-0/10",
    "bytes=7-, 206, 789, bytes 7-9/10",
    "bytes=-2, 206, 89, bytes 8-9/10",
    "bytes=5-99, 206, 56789, bytes 5-9/10",
    "'bytes=0-1,4-5', 200, 0123456789,",
    "nonsense, 200, 0123456789,"
  })
  void theRelayServesRanges(String range, int status, String body, String contentRange)
      throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    var answer = send(call(owner, "/media/" + id + "?relay=true").header("Range", range));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(header(answer, "Content-Range")).isEqualTo(contentRange);
    assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(body.length()));
    assertThat(header(answer, "Content-Disposition")).startsWith("inline;");
  }

  @Test
  void aRangeBehindTheEndIs416WithTheSize() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    var answer = send(call(owner, "/media/" + id + "?relay=true").header("Range", "bytes=10-"));

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes */10");
    assertThat(code(answer)).isEqualTo("RANGE_UNSATISFIABLE");
  }

  @Test
  void tagsSpareBytesAndGuardRanges() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);
    var path = "/media/" + id + "?relay=true";
    var tag = header(get(owner, path), "ETag");

    var known = send(call(owner, path).header("If-None-Match", tag));
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();

    var same = send(call(owner, path).header("Range", "bytes=1-1").header("If-Range", tag));
    assertThat(same.statusCode()).isEqualTo(206);
    var other = send(call(owner, path).header("Range", "bytes=1-1").header("If-Range", "\"x\""));
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void aFileOfMegabytesComesThroughTheRelayWhole() throws Exception {
    var bytes = new byte[5_000_000];
    new java.util.Random(7).nextBytes(bytes);
    var id = stored(owner, "a.bin", "application/octet-stream", bytes);

    var answer =
        HTTP.send(call(owner, "/media/" + id + "?relay=true").build(), BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes);
  }

  @Test
  void anEmptyFileComesThroughTheRelay() throws Exception {
    var id = stored("a.txt", "text/plain", "");

    var answer = get(owner, "/media/" + id + "?relay=true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aFileWhoseBytesAreLostSaysSo() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);
    blobs.delete(key(owner, id)).await().atMost(SOON);

    assertThat(get(owner, "/media/" + id + "?relay=true").statusCode()).isEqualTo(404);
  }

  // ----------------------------------------------------------------------------------------- links

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/media/%s/a.txt?redirect=false&expires_in=3600",
        "/files/%s/link?expires_in=3600"
      })
  void aLinkWorksWithoutAKeyAndSaysUntilWhen(String path) throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    var answer = get(owner, path.formatted(id));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-store");
    var link = JsonPath.from(answer.body());
    assertThat(Instant.parse(link.getString("expires_at")))
        .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3600));
    assertThat(open(URI.create(link.getString("url"))).body()).isEqualTo(TEXT);
  }

  @Test
  void aLinkEndsWithItsFile() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);
    run("update file set expires_at = now() + interval '100 seconds' where id = $1", id);

    var link = JsonPath.from(get(owner, "/files/" + id + "/link?expires_in=3600").body());

    assertThat(Instant.parse(link.getString("expires_at")))
        .isBefore(Instant.now().plusSeconds(101));
  }

  @ParameterizedTest
  @ValueSource(strings = {"59", "604801", "x", ""})
  void aLinkLastsFromAMinuteToAWeek(String seconds) throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    assertThat(get(owner, "/files/" + id + "/link?expires_in=" + seconds).statusCode())
        .isEqualTo(400);
    assertThat(get(owner, "/media/" + id + "?redirect=false&expires_in=" + seconds).statusCode())
        .isEqualTo(400);
  }

  // ------------------------------------------------------------------------------------ thumbnails

  @Test
  void aPicturesThumbnailIsMadeWhenItIsFirstReadAndKept() throws Exception {
    var id = stored(owner, "a.png", "image/png", Pictures.opaque("png", 1600, 1200));

    var first = get(owner, "/media/" + id + "/thumbnail");
    var again = get(owner, "/media/" + id + "/thumbnail?relay=true");

    assertThat(first.statusCode()).isEqualTo(307);
    var bytes =
        HTTP.send(HttpRequest.newBuilder(location(first)).build(), BodyHandlers.ofByteArray());
    assertThat(header(bytes, "Content-Type")).isEqualTo("image/jpeg");
    var picture = Pictures.read(bytes.body());
    assertThat(picture.getWidth()).isEqualTo(512);
    assertThat(picture.getHeight()).isEqualTo(384);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(header(again, "Content-Type")).isEqualTo("image/jpeg");
    assertThat(header(again, "Content-Length")).isEqualTo(Integer.toString(bytes.body().length));
    assertThat(thumbnail(id)).isEqualTo("made");
  }

  @Test
  void aPictureThatClaimsToBeHugeGetsNoThumbnail() throws Exception {
    var id = stored(owner, "bomb.png", "image/png", Pictures.bomb(60_000, 60_000));

    var answer = get(owner, "/media/" + id + "/thumbnail");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(message(answer)).contains("no thumbnail");
    assertThat(thumbnail(id)).isEqualTo("impossible");
    assertThat(get(owner, "/media/" + id + "/thumbnail").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNoPictureHasNoThumbnail() throws Exception {
    var id = stored("a.txt", "text/plain", TEXT);

    assertThat(get(owner, "/media/" + id + "/thumbnail").statusCode()).isEqualTo(404);
    assertThat(thumbnail(id)).isEqualTo("impossible");
  }

  @Test
  void aThumbnailIsForThoseWhoMayReadTheFile() throws Exception {
    var id = stored(owner, "a.png", "image/png", Pictures.opaque("png", 20, 20));
    get(owner, "/media/" + id + "/thumbnail");

    assertThat(get(stranger, "/media/" + id + "/thumbnail").statusCode()).isEqualTo(404);
    assertThat(open(uri("/media/" + id + "/thumbnail")).statusCode()).isEqualTo(401);
  }

  // ----------------------------------------------------------------------------------------- steps

  private UUID stored(String name, String type, String text) {
    return stored(owner, name, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private UUID stored(Callers.Caller caller, String name, String type, byte[] bytes) {
    var id = UUID.randomUUID();
    var key = key(caller, id);
    put(key, type, bytes);
    run(
        "insert into file (id, account_id, object_key, name, content_type, size, source,"
            + " created_at) values ($1, $2, $3, $4, $5, $6, 'upload', now())",
        id,
        UUID.fromString(caller.account()),
        key,
        name,
        type,
        (long) bytes.length);
    return id;
  }

  private UUID upload(String name, String type) {
    var id = UUID.randomUUID();
    run(
        "insert into upload (id, account_id, way, object_key, name, content_type, size, largest,"
            + " created_at, expires_at, look_at)"
            + " values ($1, $2, 'put', $3, $4, $5, 10, 1000, now(), now() + interval '1 hour',"
            + " now() + interval '1 hour')",
        id,
        UUID.fromString(owner.account()),
        key(owner, id),
        name,
        type);
    return id;
  }

  private static String key(Callers.Caller caller, UUID id) {
    return "uploads/" + new AccountId(UUID.fromString(caller.account())).value() + "/" + id;
  }

  private void put(String key, String type, byte[] bytes) {
    blobs.put(key, type, bytes).await().atMost(SOON);
  }

  private String thumbnail(UUID id) {
    return run("select thumbnail from file where id = $1", id).iterator().next().getString(0);
  }

  private RowSet<Row> run(String sql, Object... values) {
    try {
      return pool.preparedQuery(sql)
          .execute(Tuple.from(values))
          .toCompletionStage()
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + api.getPort() + path);
  }

  private HttpRequest.Builder call(Callers.Caller caller, String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Key " + caller.key());
  }

  private HttpResponse<String> get(Callers.Caller caller, String path)
      throws IOException, InterruptedException {
    return send(call(caller, path));
  }

  private static HttpResponse<String> open(URI uri) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri));
  }

  private static HttpResponse<String> send(HttpRequest.Builder call)
      throws IOException, InterruptedException {
    return HTTP.send(call.timeout(SOON).build(), BodyHandlers.ofString());
  }

  /** As a browser does, but without the key: the store must not need it. */
  private static HttpResponse<String> follow(HttpResponse<?> redirect)
      throws IOException, InterruptedException {
    return open(location(redirect));
  }

  private static URI location(HttpResponse<?> redirect) {
    assertThat(redirect.statusCode()).isEqualTo(307);
    return URI.create(header(redirect, "Location"));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }

  private static String code(HttpResponse<String> answer) {
    return JsonPath.from(answer.body()).getString("details.code");
  }

  private static String message(HttpResponse<String> answer) {
    return JsonPath.from(answer.body()).getString("message");
  }

  private static void assertGone(HttpResponse<String> answer, Instant since) {
    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(code(answer)).isEqualTo("GONE");
    assertThat(JsonPath.from(answer.body()).getString("details.expiredAt"))
        .isEqualTo(since.toString());
  }
}
