package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Callers.Caller;
import dev.millrace.blob.BlobStore;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that inputs name, at submit and at calls that are answered at once. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class InputFilesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String LIFECYCLE = "X-Modelrunner-Object-Lifecycle-Preference";
  private static final int BLUE = 0x102030;

  @TestHTTPResource("/")
  URI url;

  @Inject BlobStore blobs;
  @Inject Pool pool;

  private Caller ann;
  private Caller bob;

  @BeforeEach
  void twoAccounts() {
    ann = Callers.with("1");
    bob = Callers.with("1");
  }

  @Test
  void aFilesUrlIsStoredInOurFormAndShownInTheCallers() {
    var file = fileOf(ann);

    var request = submitted(ann, urlOf(file));

    assertThat(storedInput(request))
        .isEqualTo("{\"image\":\"https://files.millrace.invalid/media/%s/a.png\"}".formatted(file));
    assertThat(usesOf(file)).containsExactly(request.value());
    ann.call().get("/requests/" + request).then().body("input.image", equalTo(urlOf(file)));
  }

  @Test
  void foreignAndUnknownFilesAreRefusedAlikeByTheirPlaces() {
    var foreign = fileOf(bob);
    long before = requests();

    for (var id : List.of(foreign, UUID.randomUUID())) {
      for (var path : List.of("/local/echo", "/run/local/echo")) {
        ann.call()
            .body("{\"a\": {\"images\": [\"x\", \"%s\"]}}".formatted(urlOf(id)))
            .post(path)
            .then()
            .statusCode(422)
            .body("details.code", equalTo("INVALID_INPUT"))
            .body("details.validationErrors.path[0]", contains("a", "images", "1"))
            .body(
                "details.validationErrors[0].message",
                equalTo("there is no such file for this key"));
      }
    }
    assertThat(requests()).isEqualTo(before);
  }

  @Test
  void aPublicFileOfAnotherMayBeNamedAndIsNotKeptFromExpiringByThat() {
    var file = fileOf(bob);
    rows("update file set public = true where id = $1", Tuple.of(file));

    submitted(ann, urlOf(file));

    assertThat(usesOf(file)).isEmpty();
  }

  @Test
  void anUploadWhoseBytesHaveComeIsFinishedByItsUse() {
    var upload = uploadOf(ann);
    now(blobs.put(keyOf(ann, upload), "image/png", picture()));

    var request = submitted(ann, urlOf(upload));

    assertThat(rows("select 1 from upload where id = $1", Tuple.of(upload))).isEmpty();
    assertThat(usesOf(upload)).containsExactly(request.value());
  }

  @Test
  void anUploadWhoseBytesHaveNotComeIsRefused() {
    var upload = uploadOf(ann);

    submit(ann, urlOf(upload)).statusCode(409).body("details.code", equalTo("UPLOAD_INCOMPLETE"));
    submit(bob, urlOf(upload)).statusCode(422);
  }

  @Test
  void anExpiredFileIsRefusedWithTheTime() {
    var file = fileOf(ann);
    rows("update file set expires_at = '2026-01-02T03:04:05Z' where id = $1", Tuple.of(file));

    submit(ann, urlOf(file))
        .statusCode(410)
        .body("details.code", equalTo("GONE"))
        .body("error", containsString("2026-01-02T03:04:05Z"));
  }

  @Test
  void aFileThatARequestUsesDoesNotExpire() {
    var file = fileOf(ann);
    submitted(ann, urlOf(file));
    rows("update file set expires_at = '2026-01-02T03:04:05Z' where id = $1", Tuple.of(file));

    submitted(ann, urlOf(file));

    assertThat(usesOf(file)).hasSize(2);
  }

  @Test
  void brokenBase64IsRefusedWhereAPictureIsWanted() {
    ann.call()
        .body("{\"image_url\": \"data:image/png;base64,broken!\"}")
        .post("/local/invert")
        .then()
        .statusCode(422)
        .body("details.validationErrors.path[0]", contains("image_url"));
  }

  @Test
  void aModelThatIsCalledAtOnceReadsAFileOfOurs() throws IOException {
    var file = fileOf(ann);

    var negative = inverted(ann, urlOf(file));

    assertThat(negative.getRGB(0, 0) & 0xffffff).isEqualTo(BLUE ^ 0xffffff);
    await().atMost(SOON).until(() -> usesOf(file).size() == 1);
    var request = new RequestId(usesOf(file).getFirst());
    assertThat(storedInput(request)).contains("https://files.millrace.invalid/media/" + file);
  }

  @Test
  void aModelThatIsCalledAtOnceReadsDataOfTheInput() throws IOException {
    var uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(picture());

    assertThat(inverted(ann, uri).getRGB(3, 3) & 0xffffff).isEqualTo(BLUE ^ 0xffffff);
  }

  @Test
  void aRetryKeepsTheWishOfTheOriginalForItsOutput() {
    var first =
        RequestId.parse(
                ann.call()
                    .header(LIFECYCLE, "{\"expiration_duration_seconds\": 3600}")
                    .body("{}")
                    .post("/local/echo")
                    .then()
                    .statusCode(201)
                    .extract()
                    .<String>path("request_id"))
            .orElseThrow();
    ann.call().put("/local/echo/requests/" + first + "/cancel").then().statusCode(200);

    var again =
        ann.call()
            .post("/requests/" + first + "/retry")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("request_id");

    assertThat(filesSeconds(first)).isEqualTo(3600);
    assertThat(filesSeconds(RequestId.parse(again).orElseThrow())).isEqualTo(3600);
  }

  @Test
  void aRetryNamesTheSameFile() {
    var file = fileOf(ann);
    var first = submitted(ann, urlOf(file));
    ann.call().put("/local/echo/requests/" + first + "/cancel").then().statusCode(200);

    ann.call().post("/requests/" + first + "/retry").then().statusCode(201);

    assertThat(usesOf(file)).hasSize(2);
  }

  private BufferedImage inverted(Caller caller, String picture) throws IOException {
    var output =
        caller
            .call()
            .body("{\"image_url\": \"%s\"}".formatted(picture))
            .post("/run/local/invert")
            .then()
            .statusCode(200)
            .extract()
            .<String>path("images[0].url");
    await()
        .atMost(SOON)
        .until(() -> caller.call().get(output).statusCode(), status -> status == 200);
    return ImageIO.read(new ByteArrayInputStream(caller.call().get(output).asByteArray()));
  }

  private ValidatableResponse submit(Caller caller, String image) {
    return caller.call().body("{\"image\": \"%s\"}".formatted(image)).post("/local/echo").then();
  }

  private RequestId submitted(Caller caller, String image) {
    return RequestId.parse(
            submit(caller, image).statusCode(201).extract().<String>path("request_id"))
        .orElseThrow();
  }

  private String urlOf(UUID file) {
    return url.resolve("/media/" + file + "/a.png").toString();
  }

  private String keyOf(Caller caller, UUID id) {
    return "uploads/%s/%s".formatted(accountOf(caller), id);
  }

  private UUID fileOf(Caller caller) {
    var id = UUID.randomUUID();
    var bytes = picture();
    now(blobs.put(keyOf(caller, id), "image/png", bytes));
    rows(
        "insert into file (id, account_id, object_key, name, content_type, size, source,"
            + " created_at) values ($1, $2, $3, 'a.png', 'image/png', $4, 'upload', now())",
        Tuple.of(id, accountOf(caller), keyOf(caller, id), (long) bytes.length));
    return id;
  }

  private UUID uploadOf(Caller caller) {
    var id = UUID.randomUUID();
    rows(
        "insert into upload (id, account_id, way, object_key, name, content_type, largest,"
            + " created_at, expires_at, look_at) values ($1, $2, 'put', $3, 'a.png', 'image/png',"
            + " 100000, now(), now() + interval '1 hour', now() + interval '1 hour')",
        Tuple.of(id, accountOf(caller), keyOf(caller, id)));
    return id;
  }

  private UUID accountOf(Caller caller) {
    return UUID.fromString(caller.account());
  }

  private static byte[] picture() {
    var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16; i++) {
      image.setRGB(i % 4, i / 4, BLUE);
    }
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private String storedInput(RequestId request) {
    return rows(
            "select body from request_payload where request_id = $1 and kind = 'input'",
            Tuple.of(request.value()))
        .getFirst()
        .getString("body");
  }

  private Integer filesSeconds(RequestId request) {
    return rows("select files_seconds from request where id = $1", Tuple.of(request.value()))
        .getFirst()
        .getInteger("files_seconds");
  }

  private List<UUID> usesOf(UUID file) {
    return rows("select request_id from file_use where file_id = $1", Tuple.of(file)).stream()
        .map(row -> row.getUUID("request_id"))
        .toList();
  }

  private long requests() {
    return rows("select count(*) as n from request", Tuple.tuple()).getFirst().getLong("n");
  }

  private List<Row> rows(String sql, Tuple values) {
    var rows =
        pool.preparedQuery(sql).execute(values).toCompletionStage().toCompletableFuture().join();
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
